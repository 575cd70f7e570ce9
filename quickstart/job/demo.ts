/** A Job that copies files once its source and its destination are Connected, as processes of this machine. */
import { createScreen } from '../screen.ts';
import { showJob } from './show.ts';

const usage = `npm run demo:job

Starts a Kubernetes API server, two WebDAV servers and the operator, all on 127.0.0.1, and applies examples/job. There is no node, so it runs the commands of the Job itself, with the rights of the Job's ServiceAccount:
kubectl wait, until both Connections are Connected, and then rclone, which must be installed. It leaves nothing behind.

Exit codes: 0 the files were copied; 1 something went wrong; 2 wrong flags; 130 stopped before the end.
`;

if (process.argv.length > 2) {
  const isHelp = process.argv[2] === '--help';
  (isHelp ? process.stdout : process.stderr).write(usage);
  process.exit(isHelp ? 0 : 2);
}
const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => abort.abort(new Error('Stopped.')));
try {
  await showJob(createScreen(), abort.signal);
  process.exit(0);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(abort.signal.aborted ? 130 : 1);
}
