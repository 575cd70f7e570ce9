import { hostname } from 'node:os';
import { ConnectionOperator } from './operator.ts';
import { createLogger, createRedactor, onSignals, systemClock } from './runtime/index.ts';
import type { Settings } from './settings.ts';

/** For whoever runs the built one in a process of their own. */
export { ConnectionOperator };

/** Runs the operator until it is stopped; where it cannot start, the process ends with exit code 1. */
export async function run(settings: Settings): Promise<void> {
  const redactor = createRedactor();
  const log = createLogger({ level: settings.logLevel, redact: redactor });
  // A defect must not take every other connection down without a word of what it was.
  process.on('unhandledRejection', (error) => log.error('Unhandled rejection', { error }));
  try {
    const leave = (): void => void operator.shutdown().finally(() => process.exit(1));
    const options = { settings, log, redactor, instance: hostname(), clock: systemClock, onLost: leave };
    const operator = new ConnectionOperator(options);
    onSignals({ stop: () => operator.shutdown(), log });
    await operator.start();
  } catch (error) {
    log.error('Cannot start', { error });
    // The log line has to get out first.
    process.exitCode = 1;
    setTimeout(() => process.exit(1), 100);
  }
}
