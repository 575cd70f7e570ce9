import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProgramOptions {
  /** Of the environment, beside this process's own. */
  env?: Record<string, string>;
  /** Whether it serves already; asked again and again. */
  ready: () => Promise<boolean>;
}

/** A server on this machine, with all the processes that it starts. */
export interface Program {
  /** What it has printed so far. */
  output(): string;
  /** Stops its processes, or lets them go on. */
  silence(silent: boolean): void;
  stop(): Promise<void>;
}

/** All of them or none. */
export async function startPrograms(starts: readonly Promise<Program>[]): Promise<Program[]> {
  const settled = await Promise.allSettled(starts);
  const failed = settled.find((one) => one.status === 'rejected');
  const started = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  if (failed === undefined) return started;
  await Promise.all(started.map((program) => program.stop()));
  throw failed.reason;
}

/** @throws Error with the end of its output if it ends before it is ready */
export async function startProgram(command: readonly string[], { env, ready }: ProgramOptions): Promise<Program> {
  const [file = '', ...args] = command;
  const server = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const printed: string[] = [];
  server.on('error', (error) => printed.push(error.message));
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => printed.push(String(text)));
  while (!(await ready())) {
    if (server.pid === undefined || hasEnded(server)) {
      throw new Error(`${file} has ended: ${printed.join('').slice(-2000)}`);
    }
    await delay(100);
  }
  return {
    output: () => printed.join(''),
    silence: (silent) => signal(server, silent ? 'SIGSTOP' : 'SIGCONT'),
    async stop() {
      if (hasEnded(server)) return;
      signal(server, 'SIGKILL');
      await once(server, 'close');
    },
  };
}

/** Whether somebody takes connections at all of the ports. */
export async function listens(...ports: readonly number[]): Promise<boolean> {
  const taken = await Promise.all(
    ports.map(async (port) => {
      const socket = connect(port, '127.0.0.1');
      const connected = await once(socket, 'connect').then(
        () => true,
        () => false,
      );
      socket.destroy();
      return connected;
    }),
  );
  return taken.every(Boolean);
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** To its whole group: a script, and Java in it. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, name);
}
