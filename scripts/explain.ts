/**
 * Shows how a Platform judges a response that was recorded: which row matches and which facts are read.
 * npm run explain -- platform.yaml --response FILE [--step test[0]] [--method NAME] [--config key=value]…
 * The file is a response as `curl -i` prints it. Exit codes: 0 shown, 2 wrong input.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import type { PlatformSpec } from '../src/api/platform.gen.ts';
import { explainResponse, registry, type Platform } from '../src/connectors/index.ts';
import { shown } from './explain/print.ts';
import { readRecorded } from './explain/recorded.ts';

const usage =
  'npm run explain -- PLATFORM.yaml|NAME --response FILE [--step STEP] [--method NAME] [--config key=value]';

async function platformOf(what: string): Promise<Platform> {
  const builtIn = registry.get(what);
  if (builtIn) return builtIn;
  const document = parse(await readFile(what, 'utf8')) as { metadata?: { name?: string }; spec?: PlatformSpec };
  if (!document?.spec?.methods) throw new Error(`${what} is no Platform: it has no spec.methods`);
  return { name: document.metadata?.name ?? 'platform', spec: document.spec };
}

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
  if (what === undefined || values.response === undefined) throw new Error(usage);
  const config = Object.fromEntries(
    (values.config ?? []).map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]),
  );
  const response = readRecorded(await readFile(values.response, 'utf8'));
  const { step, method } = values;
  const found = await explainResponse({
    platform: await platformOf(what),
    response,
    config,
    step,
    method,
    now: Date.now(),
  });
  process.stdout.write(shown(found));
} catch (error) {
  process.stderr.write(`explain: ${(error as Error).message}\n`);
  process.exitCode = 2;
}
