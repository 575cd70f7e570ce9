import { egressPolicy } from '../connectors/index.ts';
import { createLogger, createRedactor, systemClock, type SharedKubeConfig } from '../runtime/index.ts';
import { builtPage } from './build-page.ts';
import type { Reach } from './server/draft-tests.ts';
import { startConsole } from './server/start.ts';

export interface RunConsoleOptions {
  config: SharedKubeConfig;
  /** Show this namespace alone; default: all that the person may list. */
  namespace?: string | undefined;
  /** The proxy of this machine for an address. */
  proxyFor: Reach['proxyFor'];
  /** 0: any that is free. */
  port: number;
  /** A line of it asks for a new address. */
  input: NodeJS.ReadableStream & { isTTY?: boolean | undefined };
  output: { write(text: string): unknown };
  signal: AbortSignal;
}

/** A person may test whatever their own machine reaches: they could send the same with any other program. */
const everything = ['0.0.0.0/0', '::/0'];

/** Serves the page until the signal fires. @throws if there is no cluster, or it cannot be asked */
export async function runConsole({ config, ...options }: RunConsoleOptions): Promise<void> {
  const { namespace, port, proxyFor, input, output, signal } = options;
  const say = (line: string) => void output.write(`${line}\n`);
  const page = await builtPage(say);
  const log = createLogger({ level: 'error', redact: createRedactor(), stream: process.stderr });
  const running = await startConsole({
    config,
    clock: systemClock,
    log,
    reach: { egress: egressPolicy({ allow: everything }), proxyFor },
    page,
    namespace,
    port,
  });
  say(`The Connections page, for one browser: ${running.address()}`);
  if (input.isTTY) say('Press Enter for a new address, Ctrl-C to end.');
  const again = () => say(running.address());
  input.on('data', again);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  input.off('data', again);
  input.pause();
  await running.stop();
}
