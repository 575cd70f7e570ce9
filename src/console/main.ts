/** `npm run console`: the Connections page, on this machine, with the rights of a kubeconfig. */
import { parseArgs } from 'node:util';
import { runConsole } from './run.ts';

const usage = `npm run console -- [-n NAMESPACE] [--port PORT]

Serves the Connections page on 127.0.0.1 with the rights of your kubeconfig, and prints an address that opens it once.
Enter prints a new one; Ctrl-C ends it.

  -n, --namespace NAMESPACE   show this namespace alone; default: all that you may list
      --port PORT             default: any that is free
      --help
`;

const options = {
  namespace: { type: 'string', short: 'n' },
  port: { type: 'string', default: '0' },
  help: { type: 'boolean', default: false },
} as const;

async function main(): Promise<number> {
  const { namespace, port, help } = parseArgs({ options }).values;
  if (help) {
    process.stdout.write(usage);
    return 0;
  }
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
  await runConsole({
    namespace,
    port: Number(port),
    input: process.stdin,
    output: process.stdout,
    signal: abort.signal,
  });
  return 0;
}

try {
  process.exit(await main());
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
