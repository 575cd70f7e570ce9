/** Writes one line of progress; the caller decides where to. */
export type Log = (line: string) => void;

const SPINNER = ['|', '/', '-', '\\'];
const SPIN_MS = 250;
const PLAIN_LINE_MS = 20_000;

/**
 * Runs `work` and shows that it goes on: a spinner with seconds where a person watches (stderr is a terminal), else a
 * plain line through `log` at the start and every 20 s. `what` is read again each time, so it may tell how far it came.
 */
export async function withProgress<T>(what: () => string, log: Log, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  const onTerminal = process.stderr.isTTY;
  let turn = 0;
  const show = (): void => {
    if (onTerminal) process.stderr.write(`\r\x1b[K${SPINNER[turn++ % SPINNER.length]} ${what()} ${seconds()}`);
    else log(`${what()} … ${seconds()}`);
  };

  show();
  const timer = setInterval(show, onTerminal ? SPIN_MS : PLAIN_LINE_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (onTerminal) process.stderr.write('\r\x1b[K');
  }
}
