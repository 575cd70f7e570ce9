import { configOf, type ClusterFlags } from '../cluster.ts';
import type { Io } from '../io.ts';
import { proxyFrom, trustThisMachine } from '../machine.ts';

/** `connection console`: the Connections page, on this machine, until Ctrl-C. */
export async function openConsole(
  flags: ClusterFlags & { port: number },
  { stdin, stdout, env, signal }: Io,
): Promise<number> {
  const { runConsole } = await import('../../console/run.ts');
  const { namespace, port } = flags;
  trustThisMachine();
  const proxyFor = proxyFrom(env);
  await runConsole({ config: await configOf(flags), namespace, port, proxyFor, input: stdin, output: stdout, signal });
  return 0;
}
