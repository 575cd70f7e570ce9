import { configOf, type ClusterFlags } from '../cluster.ts';
import type { Io } from '../io.ts';

/** `connection console`: the Connections page, on this machine, until Ctrl-C. */
export async function openConsole(
  flags: ClusterFlags & { port: number },
  { stdin, stdout, signal }: Io,
): Promise<number> {
  const { runConsole } = await import('../../console/run.ts');
  const { namespace, port } = flags;
  await runConsole({ config: await configOf(flags), namespace, port, input: stdin, output: stdout, signal });
  return 0;
}
