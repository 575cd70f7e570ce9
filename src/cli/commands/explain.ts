import { readFile } from 'node:fs/promises';
import { messageOf, reasons, type Reason } from '../../api/reasons.ts';
import {
  askedSettings,
  explainResponse,
  nearest,
  registry,
  suggestPlatforms,
  validatePlatform,
  withSharedSchemas,
  type Platform,
} from '../../connectors/index.ts';
import { BadInput } from '../exit.ts';
import { exampleOf } from '../explain/example.ts';
import { readPlatform } from '../explain/platform.ts';
import { shown, stepsShown } from '../explain/print.ts';
import { readRecorded } from '../explain/recorded.ts';
import { painter, type Io } from '../io.ts';

export interface ExplainFlags {
  filename?: string;
  response?: string;
  step?: string;
  method?: string;
  config?: string[];
}

/** `connection explain`: a platform with its methods, a reason, or a Platform of one's own. */
export async function explain(names: readonly string[], flags: ExplainFlags, io: Io): Promise<number> {
  if (flags.filename !== undefined) return explainFile(flags, io);
  const [name, method] = names;
  if (name === undefined) throw new BadInput('name a platform or a reason, or a file with -f');
  const platform = registry.get(name);
  if (platform) io.stdout.write(platformText(platform, method, io));
  else if (Object.hasOwn(reasons, name)) io.stdout.write(reasonText(name as Reason, io));
  else throw new BadInput(unknown(name));
  return 0;
}

function unknown(name: string): string {
  const meant = suggestPlatforms(name);
  const reason = nearest(name, Object.keys(reasons));
  const all = [...meant, ...(reason === undefined ? [] : [reason])];
  return `${name} is no platform and no reason${all.length === 0 ? '' : `: perhaps ${all.join(' or ')} is meant`}`;
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

type Method = Platform['spec']['methods'][number];

interface Field {
  title?: string;
  description?: string;
  examples?: unknown[];
  enum?: unknown[];
}

function platformText(platform: Platform, wanted: string | undefined, io: Io): string {
  const paint = painter(io);
  const { name } = platform;
  const spec = withSharedSchemas(platform.spec);
  const methods = wanted === undefined ? spec.methods : spec.methods.filter((method) => method.name === wanted);
  if (methods.length === 0)
    throw new BadInput(`${name} has no method ${wanted}: there are ${spec.methods.map((one) => one.name).join(', ')}`);
  const lines = [
    `${paint('bold', spec.title)} (${name}), ${spec.category}`,
    ...(spec.documentation ? [spec.documentation] : []),
    '',
    paint('bold', 'Settings (spec.config)'),
    ...settingsText(spec, wanted === undefined ? undefined : methods[0]),
  ];
  for (const method of methods) {
    const own = requiredOf(method.config);
    const keys = (method.secret?.['properties'] ?? {}) as Record<string, Field>;
    lines.push('', `${paint('bold', `Method ${method.name}`)}: ${method.title}`);
    if (method.description) lines.push(`  ${method.description}`);
    if (wanted === undefined && own.length > 0) lines.push(`  Needs in spec.config: ${own.join(', ')}.`);
    lines.push(...fields(keys, requiredOf(method.secret)));
    for (const { key } of method.unpack ?? []) lines.push(`  ${key}: a file of the vendor that holds these`);
  }
  return `${lines.join('\n')}\n\n${exampleOf({ name, spec }, methods[0]!.name)}`;
}

/** The settings of a platform, or those that a method asks for. */
function settingsText(spec: Platform['spec'], method: Method | undefined): string[] {
  const all = (spec.config?.['properties'] ?? {}) as Record<string, Field>;
  if (!method) return fields(all, requiredOf(spec.config));
  const asked = (askedSettings(spec, method)?.['properties'] ?? {}) as Record<string, Field | false>;
  const used = Object.entries(all).filter(([key]) => asked[key] !== false);
  return fields(Object.fromEntries(used), [...requiredOf(spec.config), ...requiredOf(method.config)]);
}

function requiredOf(schema: Readonly<Record<string, unknown>> = {}): string[] {
  return (schema['required'] ?? []) as string[];
}

function fields(properties: Readonly<Record<string, Field>>, required: readonly string[]): string[] {
  const entries = Object.entries(properties).filter(([, field]) => typeof field === 'object');
  return entries.map(([key, { title, description, enum: words }]) => {
    const needed = required.includes(key) ? ' (required)' : '';
    const choice = words ? ` One of: ${words.join(', ')}.` : '';
    return `  ${key}${needed}: ${description ?? title ?? ''}${choice}`;
  });
}

async function explainFile({ filename, response, step, method, config = [] }: ExplainFlags, io: Io): Promise<number> {
  const read = (path: string) =>
    readFile(path, 'utf8').catch(() => {
      throw new BadInput(`cannot read ${path}`);
    });
  let platform: Platform;
  try {
    platform = readPlatform(await read(filename!), filename!);
  } catch (error) {
    throw new BadInput((error as Error).message);
  }
  const problems = validatePlatform(platform.spec);
  if (problems.length > 0) {
    io.stdout.write(problems.map(({ message }) => `${message}\n`).join(''));
    return 1;
  }
  if (response === undefined) {
    io.stdout.write(stepsShown(platform));
    return 0;
  }
  const settings = Object.fromEntries(config.map((pair) => pair.split(/=(.*)/s).slice(0, 2) as [string, string]));
  const recorded = readRecorded(await read(response));
  const found = await explainResponse({
    platform,
    response: recorded,
    config: settings,
    step,
    method,
    now: Date.now(),
  });
  io.stdout.write(shown(found));
  return 0;
}
