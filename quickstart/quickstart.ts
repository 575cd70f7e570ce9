/** Shows the operator at work on this machine: a cluster, platforms, Connections, verdicts. */
import { parseArgs } from 'node:util';
import { createScreen } from './screen.ts';
import { showQuickstart, WrongRows } from './show.ts';

const usage = `npm run quickstart [-- --once]

Starts a Kubernetes API server, some platforms that check credentials, and the operator, all on 127.0.0.1; applies
examples/quickstart/*.yaml and shows what becomes of each Connection. Then it repairs a wrong password. It stays until
you press Ctrl-C, and leaves nothing behind.

  --once   go through it once, check every row, clean up and end
  --help

The API server is downloaded, or built with Go, the first time (some minutes) and kept in the user's cache folder.

Exit codes: 0 shown, and with --once every row was right; 1 a row was wrong, or it could not start; 2 wrong flags;
130 stopped before the end.
`;

function readFlags(): { once: boolean; help: boolean } | string {
  try {
    const options = { once: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    return (error as Error).message;
  }
}

async function run(once: boolean): Promise<number> {
  const abort = new AbortController();
  const screen = createScreen();
  const onSignal = (): void => {
    // Whoever asks twice does not want to wait; what runs ends with this process.
    if (abort.signal.aborted) process.exit(130);
    abort.abort(new Error('Stopped.'));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  try {
    await showQuickstart({ once, screen, signal: abort.signal });
    return 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`\n${message}\n`);
    return abort.signal.aborted && !(error instanceof WrongRows) ? 130 : 1;
  }
}

const flags = readFlags();
if (typeof flags === 'string') {
  process.stderr.write(`${flags}\n\n${usage}`);
  process.exit(2);
}
if (flags.help) process.stdout.write(usage);
else process.exit(await run(flags.once));
