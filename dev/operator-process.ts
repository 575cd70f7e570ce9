import { spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { createReaper } from './control-plane/reaper.ts';
import { operatorFile } from './operator-files.ts';

const STOP_TIMEOUT_MS = 10_000;
/** As `npm start` and the image start it: V8 would otherwise let the space for new objects grow to 128 MiB. */
export const nodeFlags = ['--max-semi-space-size=4'];

export interface OperatorProcessOptions {
  kubeconfigPath: string;
  /** Where its log goes. */
  logPath: string;
  /** Flags of the operator; its ports are free ones unless these say otherwise. */
  args?: string[];
  /** What is run in place of the sources, or of what `OPERATOR` names, such as a bundle. */
  main?: string;
  /** In place of this process's own. */
  env?: NodeJS.ProcessEnv;
  /** Flags of Node itself. */
  nodeArgs?: string[];
  /** A command that runs the one that follows it as itself. */
  under?: readonly string[] | undefined;
  /** Called where it ends without having been asked to. */
  onEnd?: (error: Error) => void;
}

export interface OperatorProcess {
  pid: number;
  logPath: string;
  /** Resolves once its watches are there and it begins to test. */
  started(signal: AbortSignal): Promise<void>;
  /** Resolves once it is gone; killed where it does not go within 10 s. */
  stop(): Promise<void>;
}

/** The operator as a process of its own, on loopback. It ends with this process, however that ends. */
export async function startOperatorProcess(options: OperatorProcessOptions): Promise<OperatorProcess> {
  const { kubeconfigPath, logPath, args = [], nodeArgs = [], under = [], main = operatorFile('main') } = options;
  const flags = [
    '--egress-allow',
    '127.0.0.0/8',
    '--listen',
    '127.0.0.1',
    '--health-port',
    '0',
    '--metrics-port',
    '0',
    ...args,
  ];
  const log = await open(logPath, 'a');
  const env = { ...(options.env ?? process.env), KUBECONFIG: kubeconfigPath };
  // A group of its own: Ctrl-C is for the parent, which stops it in order.
  const [program = '', ...rest] = [...under, process.execPath, ...nodeFlags, ...nodeArgs, main, ...flags];
  const child = spawn(program, rest, {
    env,
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  const reaper = createReaper();
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(`exit code ${code ?? signal}`));
  });
  await log.close();
  const { pid } = child;
  if (pid === undefined) throw new Error(`The operator does not start: ${await ended}`);
  reaper.watch([pid]);

  let isStopping = false;
  const sayGoodbye = async (): Promise<void> => {
    const how = await ended;
    reaper.end();
    if (!isStopping)
      options.onEnd?.(new Error(`The operator ended by itself, ${how}. Its last words:\n${await tail(logPath)}`));
  };
  void sayGoodbye();
  return {
    pid,
    logPath,
    started: async (signal) => {
      while (!(await readFile(logPath, 'utf8')).includes('"message":"Started"')) await delay(20, undefined, { signal });
    },
    stop: async () => {
      isStopping = true;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function tail(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-5).join('\n');
}
