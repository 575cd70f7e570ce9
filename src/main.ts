/** The operator's process: flags in, exit code out. */
import { enableCompileCache } from 'node:module';
import { usage } from './flags.ts';
import { readSettings, SettingsError, type Settings } from './settings.ts';

// Compiling the dependencies is most of a start, so they are loaded after this. What is built brings along what was compiled.
enableCompileCache();

const args = process.argv.slice(2);

if (args.includes('--help')) {
  process.stdout.write(usage);
} else {
  const settings = settingsOrExit();
  if (settings) await (await import('./run.ts')).run(settings);
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
