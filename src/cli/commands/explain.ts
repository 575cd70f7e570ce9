import { readFile } from 'node:fs/promises';
import { messageOf, reasons, type Reason } from '../../api/reasons.ts';
import { explainResponse, nearest, registry, suggestPlatforms, type Platform } from '../../connectors/index.ts';
import { nameReserved, problemsOf } from '../../inputs/usable-platform.ts';
import { objectProblems } from '../check-manifests.ts';
import { BadInput, exit } from '../exit.ts';
import { platformText } from '../explain/describe.ts';
import { shown, stepsShown } from '../explain/print.ts';
import { readRecorded } from '../explain/recorded.ts';
import { givenSettings } from '../given.ts';
import { painter, type Io } from '../io.ts';
import { isPlatform, pathOf, readManifests, type Found } from '../manifests.ts';

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
  else io.stdout.write(reasonText(reasonNamed(name), io));
  return exit.connected;
}

/** However it is written: `ratelimited` is RateLimited. @throws BadInput */
function reasonNamed(name: string): Reason {
  const found = Object.keys(reasons).find((one) => one.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw new BadInput(unknown(name));
  return found as Reason;
}

/** The Platforms of a file: their mistakes, each with its line, and else the same as of a built-in one. */
async function explainFile([name, method]: readonly string[], flags: ExplainFlags, io: Io): Promise<number> {
  const file = flags.filename!;
  const all = await readManifests([file], io);
  const found = all.filter((one) => isPlatform(one) && one.manifest.spec);
  if (found.length === 0)
    throw new BadInput(`${file} has no document with \`kind: Platform\` and \`spec\`${kindHint(all)}`);
  const names = found.map(({ manifest }) => manifest.metadata?.name ?? 'platform');
  const index = name === undefined ? 0 : names.indexOf(name);
  if (index === -1) throw new BadInput(`${file} has Platform ${names.join(', ')}, not ${name}`);
  const isAsked = name !== undefined || flags.response !== undefined;
  // A question is about one of them.
  const asked = isAsked ? [found[index]!] : found;
  const mistakes = asked.flatMap((one) => mistakesOf(one, file));
  for (const mistake of mistakes) io.stdout.write(`${mistake}\n`);
  if (mistakes.length > 0) return exit.failed;
  for (const one of asked) {
    const platform = platformOf(one);
    io.stdout.write(isAsked ? await textFor(platform, method, { flags, io }) : stepsShown(platform));
  }
  return exit.connected;
}

function platformOf({ manifest }: Found): Platform {
  return { name: manifest.metadata?.name ?? 'platform', spec: manifest.spec as Platform['spec'] };
}

/** What the API server refuses of it, and what the operator does. */
function mistakesOf(found: Found, file: string): string[] {
  const { name, spec } = platformOf(found);
  const objects = objectProblems(found.manifest);
  if (registry.has(name)) objects.push({ path: ['metadata', 'name'], message: nameReserved(name) });
  return [
    ...objects.map(({ path, message }) => `${file}:${found.lineOf(path)}: ${message}`),
    ...problemsOf(spec).map(({ path, message }) => `${file}:${found.lineOf(pathOf(path))}: ${message}`),
  ];
}

/** A kind that is nearly the right one, or one of somebody else's group. */
function kindHint(all: readonly Found[]): string {
  const { apiVersion = '', kind = '' } =
    all.find(({ manifest }) => /platform/i.test(manifest.kind ?? ''))?.manifest ?? {};
  if (kind === '') return '';
  if (all.some(isPlatform)) return ': it has no `spec`';
  return kind === 'Platform' ? `: it is of ${apiVersion || 'no group'}` : `: its kind is \`${kind}\``;
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
