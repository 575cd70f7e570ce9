/**
 * Checks a Platform, and shows how it judges a response that was recorded: which row matches, which facts are read, and how
 * the step ends.
 * npm run explain -- platform.yaml [--response FILE [--step test[0]] [--method NAME] [--config key=value]…]
 * The file is a response as `curl -i` prints it. Exit codes: 0 shown, 1 the Platform has mistakes, 2 wrong input.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { explainResponse, validatePlatform } from '../src/connectors/index.ts';
import { platformOf } from '../src/cli/explain/platform.ts';
import { shown, stepsShown } from '../src/cli/explain/print.ts';
import { readRecorded } from '../src/cli/explain/recorded.ts';

const usage =
  'npm run explain -- PLATFORM.yaml|NAME [--response FILE] [--step STEP] [--method NAME] [--config key=value]';

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      response: { type: 'string' },
      step: { type: 'string' },
      method: { type: 'string' },
      config: { type: 'string', multiple: true },
    },
  });
  const [what] = positionals;
  if (what === undefined) throw new Error(usage);
  const platform = await platformOf(what);
  const problems = validatePlatform(platform.spec);
  if (problems.length > 0) {
    process.stdout.write(problems.map(({ message }) => `${message}\n`).join(''));
    process.exitCode = 1;
  } else if (values.response === undefined) {
    process.stdout.write(stepsShown(platform));
  } else {
    const config = Object.fromEntries(
      (values.config ?? []).map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]),
    );
    const response = readRecorded(await readFile(values.response, 'utf8'));
    const { step, method } = values;
    const found = await explainResponse({ platform, response, config, step, method, now: Date.now() });
    process.stdout.write(shown(found));
  }
} catch (error) {
  process.stderr.write(`explain: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
