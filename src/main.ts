/** The operator's process: flags in, exit code out. */
import { hostname } from 'node:os';
import { useCompileCache } from './baked-cache.ts';
import { usage } from './flags.ts';
import { readSettings, SettingsError, type Settings } from './settings.ts';

// Compiling the dependencies is most of a start, so they are loaded after this.
useCompileCache();

const args = process.argv.slice(2);

if (args.includes('--help')) {
  process.stdout.write(usage);
} else {
  const settings = settingsOrExit();
  if (settings) await run(settings);
}

function settingsOrExit(): Settings | undefined {
  try {
    return readSettings(args, process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
    return undefined;
  }
}

async function run(settings: Settings): Promise<void> {
  const { createLogger, createRedactor, onSignals, systemClock } = await import('./runtime/index.ts');
  const redactor = createRedactor();
  const log = createLogger({ level: settings.logLevel, redact: redactor });
  // A defect must not take every other connection down without a word of what it was.
  process.on('unhandledRejection', (error) => log.error('Unhandled rejection', { error }));
  try {
    const { ConnectionOperator } = await import('./operator.ts');
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
