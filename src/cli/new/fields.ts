import { askedSettings, inFull, type Platform } from '../../connectors/index.ts';

/** One thing to enter: a setting, or a key of the Secret. */
export interface Field {
  in: 'config' | 'secret';
  key: string;
  title: string;
  description: string;
  required: boolean;
  kind: 'text' | 'hidden' | 'file' | 'choice' | 'yes-or-no' | 'number' | 'list';
  choices: readonly string[];
  /** What is used if nothing is entered. */
  fallback: unknown;
  example: string;
}

export interface Fields {
  settings: Field[];
  keys: Field[];
  /** Keys that hold a file of the vendor, in place of the single values. */
  files: Field[];
}

type Schema = Readonly<Record<string, unknown>>;

/** What a method of a platform asks for, as its schemas say; what is required comes first. */
export function fieldsOf({ spec }: Platform, methodName: string): Fields {
  const full = inFull(spec);
  const { config = {} } = full;
  const method = full.methods.find(({ name }) => name === methodName)!;
  const { secret = {}, unpack = [] } = method;
  const known = propertiesOf(secret);
  const files = [...new Set(unpack.map(({ key }) => key))];
  return {
    settings: settingsOf(config, askedSettings(full, method) ?? {}),
    keys: requiredFirst(
      Object.entries(known).flatMap(([key, schema]) => {
        const isMade = !schema || Object.hasOwn(schema, 'const') || files.includes(key);
        return isMade ? [] : [fieldOf('secret', key, schema, requiredOf(secret).includes(key))];
      }),
    ),
    files: files.map((key) => ({ ...fieldOf('secret', key, known[key] || fileOfVendor(key), true), kind: 'file' })),
  };
}

/** A setting that the method does not use is not asked for. */
function settingsOf(config: Schema, own: Schema): Field[] {
  const required = new Set([...requiredOf(config), ...requiredOf(own)]);
  const ofMethod = propertiesOf(own);
  const fields = Object.entries(propertiesOf(config)).flatMap(([key, schema]) =>
    ofMethod[key] === false ? [] : [fieldOf('config', key, { ...schema, ...ofMethod[key] }, required.has(key))],
  );
  // A map of values has no place on one line.
  return requiredFirst(fields.filter(({ key }) => propertiesOf(config)[key] !== false && !isMap(config, key)));
}

function isMap(config: Schema, key: string): boolean {
  const schema = propertiesOf(config)[key];
  return schema !== undefined && schema !== false && schema['type'] === 'object';
}

function fileOfVendor(key: string): Schema {
  return { title: `File (${key})`, description: 'The file as the vendor issued it.' };
}

function fieldOf(where: Field['in'], key: string, schema: Schema, required: boolean): Field {
  const examples = (schema['examples'] ?? []) as unknown[];
  return {
    in: where,
    key,
    title: (schema['title'] as string | undefined) ?? key,
    description: (schema['description'] as string | undefined) ?? '',
    required,
    kind: kindOf(schema, examples),
    choices: ((schema['enum'] ?? []) as unknown[]).map(String),
    fallback: schema['default'],
    example: schema['writeOnly'] === true || examples.length === 0 ? '' : String(examples[0]),
  };
}

/** What a key of several lines has in its examples; nobody types those. */
const severalLines = /-----BEGIN|\n/;

function kindOf(schema: Schema, examples: readonly unknown[]): Field['kind'] {
  const { type } = schema;
  if (schema['enum']) return 'choice';
  if (type === 'boolean') return 'yes-or-no';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return 'list';
  if (examples.some((one) => typeof one === 'string' && severalLines.test(one))) return 'file';
  return schema['writeOnly'] === true ? 'hidden' : 'text';
}

function requiredFirst(fields: readonly Field[]): Field[] {
  return [...fields.filter(({ required }) => required), ...fields.filter(({ required }) => !required)];
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema | false>> {
  return (schema['properties'] ?? {}) as Record<string, Schema | false>;
}

function requiredOf(schema: Schema): string[] {
  return (schema['required'] ?? []) as string[];
}
