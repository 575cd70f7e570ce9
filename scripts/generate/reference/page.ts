import { kinds, schemaOf, type Kind } from '../crd.ts';
import type { GeneratedFile } from '../files.ts';
import { code, generatedNote, markdown, sentence, table } from '../markdown.ts';
import { defaultRules } from './default-rules.ts';
import { namesInScope } from './names-in-scope.ts';
import { defaultOf, rulesOf, typeOf, type SchemaNode } from './schema.ts';
import { fieldSyntax, type Syntax } from './syntax.ts';

/** What the page is about so far: sections that fields name by their `title`, and the syntax of fields, if they have one. */
interface Page {
  named: Map<string, SchemaNode>;
  syntax?: ReadonlyMap<string, Syntax> | undefined;
}

/** docs/reference.md: every field of the two resources. */
export async function referencePage(): Promise<GeneratedFile[]> {
  const sections = await Promise.all(kinds.map(kindSection));
  const intro =
    'Every field of the two resources, `connection-operator.dev/v1alpha1`. In a cluster, `kubectl explain connection.spec --recursive` has the same texts.';
  const parts = [generatedNote, '# Reference', intro, ...sections.flat(), ...namesInScope(), ...defaultRules()];
  return [await markdown('docs/reference.md', parts)];
}

async function kindSection(of: Kind): Promise<string[]> {
  const root = (await schemaOf(of)) as SchemaNode;
  const { spec, status } = root.properties ?? {};
  const syntax = of.kind === 'Platform' && spec ? fieldSyntax(spec) : undefined;
  const page: Page = { named: new Map(), syntax };
  const parts = [
    `## ${of.kind}`,
    root.description ?? '',
    ...(syntax ? [syntaxNote] : []),
    ...section('spec', spec, page),
  ];
  // Sections found on the way may name further ones: a Map's iteration goes on with what is added meanwhile.
  const ofSpec = [...expand(page)];
  const ofStatus: Page = { named: new Map() };
  return [...parts, ...ofSpec, ...section('status', status, ofStatus), ...expand(ofStatus)];
}

const syntaxNote =
  '**Syntax** is how a value is read: `template` (with its [position](#template-positions)), `expression` (CEL), `plain` text, or `name`. **Names** are those that a template or expression can use: see [Names in scope](#names-in-scope).';

function* expand(page: Page): Generator<string> {
  for (const [title, node] of page.named) yield* section(title, node, page, true);
}

function section(title: string, node: SchemaNode | undefined, page: Page, isNamed = false): string[] {
  if (!node) return [];
  const rows = [...rowsOf(node, { ...page, title }, '')];
  const head = ['Field', 'Type', ...(page.syntax ? ['Syntax', 'Names'] : []), 'Default', 'Description'];
  return [
    `### ${title}`,
    isNamed ? sentence([node.description ?? '', ...rulesOf(node)].join(' ')) : (node.description ?? ''),
    table(head, rows) ?? '',
  ];
}

function* rowsOf(node: SchemaNode, page: Page & { title: string }, prefix: string): Generator<string[]> {
  for (const [name, field] of Object.entries(node.properties ?? {})) {
    const path = `${prefix}${name}`;
    const needed = Array.isArray(node.required) && node.required.includes(name);
    const description = [sentence(field.description ?? field.items?.description ?? ''), ...rulesOf(field)].join(' ');
    const { syntax, names } = page.syntax?.get(`${page.title}.${path}`) ?? { syntax: '', names: '' };
    yield [
      code(path),
      `${typeOf(field, page.named)}${needed ? ', required' : ''}`,
      ...(page.syntax ? [syntax, names] : []),
      defaultOf(field),
      description,
    ];
    const inner = field.type === 'array' ? field.items : field;
    if (inner?.properties && inner.title === undefined)
      yield* rowsOf(inner, page, `${path}${field.type === 'array' ? '[]' : ''}.`);
  }
}
