import { spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Floods {
  /** Of each flood. */
  ports: Readonly<Record<string, number>>;
  stop(): void;
}

/** Starts the servers of `flood-server.ts`. */
export async function startFloods(): Promise<Floods> {
  const path = new URL('flood-server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [path], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { ports: JSON.parse(line.toString()) as Record<string, number>, stop: () => child.kill() };
}
