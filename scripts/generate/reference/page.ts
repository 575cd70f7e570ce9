import type { JSONSchema } from 'json-schema-to-typescript';
import { kinds, schemaOf, type Kind } from './crd.ts';
import type { GeneratedFile } from './files.ts';
import { code, generatedNote, markdown, oneOf, sentence, table } from './markdown.ts';

interface Node extends Omit<JSONSchema, 'properties' | 'items' | 'additionalProperties' | 'enum'> {
  properties?: Record<string, Node>;
  enum?: readonly unknown[];
  items?: Node;
  additionalProperties?: Node | boolean;
  'x-kubernetes-validations'?: { message?: string; rule: string }[];
}

/** A schema with a name of its own (`title`): it has a section of its own, however often it is used. */
type Named = Map<string, Node>;

/** docs/reference.md: every field of the two resources. */
export async function referencePage(): Promise<GeneratedFile[]> {
  const sections = await Promise.all(kinds.map(kindSection));
  const intro =
    'Every field of the two resources, `connection-operator.dev/v1alpha1`. In a cluster, `kubectl explain connection.spec --recursive` has the same texts.';
  return [await markdown('docs/reference.md', [generatedNote, '# Reference', intro, ...sections.flat()])];
}

async function kindSection(of: Kind): Promise<string[]> {
  const root = (await schemaOf(of)) as Node;
  const { spec, status } = root.properties ?? {};
  const named: Named = new Map();
  const parts = [
    `## ${of.kind}`,
    root.description ?? '',
    ...section('### spec', spec, named),
    ...section('### status', status, named),
  ];
  // Sections found on the way may name further ones: a Map's iteration goes on with what is added meanwhile.
  const more = [...expand(named)];
  return [...parts, ...more];
}

function* expand(named: Named): Generator<string> {
  for (const [title, node] of named) yield* section(`### ${title}`, node, named, true);
}

function section(heading: string, node: Node | undefined, named: Named, isNamed = false): string[] {
  if (!node) return [];
  const rows = [...rowsOf(node, '', named)];
  const rules = rulesOf(node);
  return [
    heading,
    isNamed ? sentence([node.description ?? '', ...rules].join(' ')) : (node.description ?? ''),
    table(['Field', 'Type', 'Default', 'What it is'], rows) ?? '',
  ];
}

function* rowsOf(node: Node, prefix: string, named: Named): Generator<string[]> {
  for (const [name, field] of Object.entries(node.properties ?? {})) {
    const path = `${prefix}${name}`;
    const needed = Array.isArray(node.required) && node.required.includes(name);
    const description = [sentence(field.description ?? field.items?.description ?? ''), ...rulesOf(field)].join(' ');
    yield [code(path), `${typeOf(field, named)}${needed ? ', required' : ''}`, defaultOf(field), description];
    const inner = innerOf(field);
    if (inner && inner.title === undefined)
      yield* rowsOf(inner, `${path}${field.type === 'array' ? '[]' : ''}.`, named);
  }
}

/** The object inside, directly or in a list. */
function innerOf(field: Node): Node | undefined {
  const node = field.type === 'array' ? field.items : field;
  return node?.properties ? node : undefined;
}

function typeOf(field: Node, named: Named): string {
  const inner = innerOf(field);
  if (inner?.title !== undefined) named.set(inner.title, inner);
  const link = inner?.title === undefined ? undefined : `[${inner.title}](#${inner.title.toLowerCase()})`;
  if (field.type === 'array') return `list of ${link ?? (field.items ? plainType(field.items) : 'any')}`;
  return link ?? plainType(field);
}

function plainType({ type, enum: choices, additionalProperties, format }: Node): string {
  if (choices) return oneOf(choices.map((choice) => code(String(choice))));
  if (type === 'object' && typeof additionalProperties === 'object') return `map of ${plainType(additionalProperties)}`;
  if (type === 'object') return 'object';
  return format === 'date-time' ? 'time' : String(type ?? 'any');
}

function defaultOf({ default: preset }: Node): string {
  return preset === undefined ? '' : code(typeof preset === 'string' ? preset : JSON.stringify(preset));
}

function rulesOf(field: Node): string[] {
  const rules = (field['x-kubernetes-validations'] ?? []).map(({ message, rule }) =>
    sentence(capital(message ?? rule)),
  );
  const { minimum, maximum, maxLength, maxItems } = field;
  const range = minimum !== undefined && maximum !== undefined ? [`${minimum} to ${maximum}.`] : [];
  const length =
    maxLength === undefined || maxLength > 10_000 || field.enum ? [] : [`At most ${maxLength} characters.`];
  return [...rules, ...range, ...length, ...(maxItems === undefined ? [] : [`At most ${maxItems}.`])];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
