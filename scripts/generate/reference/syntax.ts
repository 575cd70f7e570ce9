import { grammar } from '../../../src/connectors/language/grammar.ts';
import type { Leaf, Node } from '../../../src/connectors/language/grammar-node.ts';
import type { SchemaNode } from './schema.ts';
import { wordsOf } from './names-in-scope.ts';

/** How a field is read, in words, and the names that can be used in it. */
export interface Syntax {
  syntax: string;
  names: string;
}

interface Place {
  /** Title of the section of the reference in which a field is described. */
  title: string;
  path: string;
}

/** The syntax of each field of a Platform that has one, by `SECTION.PATH` of the reference. */
export function fieldSyntax(spec: SchemaNode): ReadonlyMap<string, Syntax> {
  const leaves = Map.groupBy(leavesOf(grammar, spec, { title: 'spec', path: '' }), ([key]) => key);
  return new Map([...leaves].map(([key, found]) => [key, inWords(found.map(([, leaf]) => leaf))]));
}

function* leavesOf(node: Node, schema: SchemaNode | undefined, at: Place): Generator<[string, Leaf]> {
  if (node.kind === 'fields') yield* fieldLeaves(node.of, schema, at);
  else if (node.kind === 'list') {
    const isInner = schema?.items?.properties !== undefined;
    yield* leavesOf(node.of, schema?.items, isInner ? { ...at, path: `${at.path}[]` } : at);
  } else if (node.kind === 'map') {
    const inner = schema?.additionalProperties;
    yield* leavesOf(node.of, typeof inner === 'object' ? inner : undefined, at);
  } else yield [`${at.title}.${at.path}`, node.kind === 'json' ? node.of : node];
}

function* fieldLeaves(
  fields: Readonly<Record<string, Node>>,
  schema: SchemaNode | undefined,
  at: Place,
): Generator<[string, Leaf]> {
  const { properties, title } = schema ?? {};
  const place = properties !== undefined && title !== undefined ? { title, path: '' } : at;
  for (const [name, field] of Object.entries(fields))
    yield* leavesOf(field, properties?.[name], { ...place, path: place.path === '' ? name : `${place.path}.${name}` });
}

/** A field that several phases have may be read with other names in each. */
function inWords(leaves: readonly Leaf[]): Syntax {
  const syntaxes = new Set(leaves.map(syntaxOf));
  const names = new Set(leaves.flatMap((leaf) => ('names' in leaf && leaf.names !== '' ? [leaf.names] : [])));
  const [one = ''] = names;
  return { syntax: [...syntaxes].join(', '), names: names.size > 1 ? '[by phase](#names-in-scope)' : wordsOf(one) };
}

function syntaxOf(leaf: Leaf): string {
  if (leaf.kind === 'template') return `template (${leaf.position})`;
  if (leaf.kind === 'identifier') return 'name';
  return leaf.kind === 'expression' || leaf.kind === 'plain' ? leaf.kind : '';
}
