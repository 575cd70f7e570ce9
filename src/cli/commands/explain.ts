import { readFile } from 'node:fs/promises';
import { messageOf, reasons, type Reason } from '../../api/reasons.ts';
import {
  explainResponse,
  nearest,
  registry,
  suggestPlatforms,
  validatePlatform,
  type Platform,
} from '../../connectors/index.ts';
import { BadInput, exit } from '../exit.ts';
import { platformText } from '../explain/describe.ts';
import { shown, stepsShown } from '../explain/print.ts';
import { readRecorded } from '../explain/recorded.ts';
import { givenSettings } from '../given.ts';
import { painter, type Io } from '../io.ts';
import { isPlatform, pathOf, readManifests } from '../manifests.ts';

export interface ExplainFlags {
  filename?: string;
  response?: string;
  step?: string;
  method?: string;
  config?: string[];
}

/** `connection explain`: a platform with its methods, a reason, how a response is judged, or a Platform of one's own. */
export async function explain(names: readonly string[], flags: ExplainFlags, io: Io): Promise<number> {
  const [name, method] = names;
  if (flags.filename !== undefined) return explainFile(names, flags, io);
  if (name === undefined) throw new BadInput('name a platform or a reason, or a file with -f');
  const platform = registry.get(name);
  if (platform) io.stdout.write(await textFor(platform, method, { flags, io }));
  else if (Object.hasOwn(reasons, name)) io.stdout.write(reasonText(name as Reason, io));
  else throw new BadInput(unknown(name));
  return exit.connected;
}

/** The first Platform of a file: its mistakes, each with its line, and else the same as of a built-in one. */
async function explainFile([name, method]: readonly string[], flags: ExplainFlags, io: Io): Promise<number> {
  const file = flags.filename!;
  const found = (await readManifests([file], io)).find(isPlatform);
  const spec = found?.manifest.spec;
  if (!found || !spec) throw new BadInput(`${file} has no document with \`kind: Platform\` and \`spec\``);
  const platform = { name: found.manifest.metadata?.name ?? 'platform', spec: spec as Platform['spec'] };
  if (name !== undefined && name !== platform.name)
    throw new BadInput(`${file} has Platform ${platform.name}, not ${name}`);
  const problems = validatePlatform(platform.spec);
  for (const { path, message } of problems) io.stdout.write(`${file}:${found.lineOf(pathOf(path))}: ${message}\n`);
  if (problems.length > 0) return exit.failed;
  const isAsked = name !== undefined || flags.response !== undefined;
  io.stdout.write(isAsked ? await textFor(platform, method, { flags, io }) : stepsShown(platform));
  return exit.connected;
}

async function textFor(
  platform: Platform,
  method: string | undefined,
  { flags, io }: { flags: ExplainFlags; io: Io },
): Promise<string> {
  const { response, step, config } = flags;
  if (response === undefined) return platformText(platform, method, io);
  const text = await readFile(response, 'utf8').catch(() => {
    throw new BadInput(`cannot read ${response}`);
  });
  const judged = { platform, config: givenSettings(config), step, method: flags.method ?? method, now: Date.now() };
  try {
    return shown(await explainResponse({ ...judged, response: readRecorded(text) }));
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
}

function unknown(name: string): string {
  const meant = suggestPlatforms(name);
  const reason = nearest(name, Object.keys(reasons));
  const all = [...meant, ...(reason === undefined ? [] : [reason])];
  const perhaps = all.length === 0 ? '' : `: perhaps ${all.join(' or ')} is meant`;
  return `${name} is no platform and no reason${perhaps}; one of your own is read with -f FILE`;
}

function reasonText(reason: Reason, io: Io): string {
  const { outcome, stage, transient, lockout } = reasons[reason];
  const paint = painter(io);
  const passes = transient ? 'It may pass without anybody doing anything.' : 'It does not pass by itself.';
  const counts = lockout === 'none' ? '' : ' If the credential was sent, it is not sent again at once.';
  return [
    `${paint('bold', reason)}  ${outcome}, usually found at stage ${stage}`,
    messageOf(reason),
    outcome === 'connected' ? '' : `${passes}${counts}`,
    `More: docs/reasons/${reason}.md`,
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}
