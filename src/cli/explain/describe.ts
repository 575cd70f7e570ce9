import { askedSettings, inFull, type Platform } from '../../connectors/index.ts';
import { BadInput } from '../exit.ts';
import { painter, type Io } from '../io.ts';
import { exampleOf } from './example.ts';

type Method = Platform['spec']['methods'][number];

interface Field {
  title?: string;
  description?: string;
  examples?: unknown[];
  enum?: unknown[];
}

/** What a platform, or one method of it, needs: its settings and keys, and a manifest to fill in. @throws BadInput */
export function platformText(platform: Platform, wanted: string | undefined, io: Io): string {
  const paint = painter(io);
  const { name } = platform;
  const spec = inFull(platform.spec);
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
    for (const { key } of method.unpack ?? [])
      if (!Object.hasOwn(keys, key)) lines.push(`  ${key}: a file of the vendor that holds these`);
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
