import type { PlatformSpec } from '../../api/platform.gen.ts';
import { grammar } from './grammar.ts';
import { ownValue } from './schema-keys.ts';
import type { Leaf, Names, Node, Phase, Position } from './grammar-node.ts';

/** Fields of a step from its start; `Platform.spec` itself has none. */
export type Keys = readonly (string | number)[];

/** Where a value stands. */
export interface Place {
  phase: Phase;
  /** Index of the method whose value it is. */
  method?: number | undefined;
  /** The step that it belongs to: its path, and the field of the step in which it stands. */
  step?: { keys: Keys; field: string } | undefined;
  /** Path of the `replies` that name the table in which it stands. */
  usedBy?: string | undefined;
}

/** A string of a Platform, and what may stand in it. A table's rows come once for each place that names the table. */
export interface Found extends Place {
  /** From `spec`. */
  path: string;
  keys: Keys;
  kind: 'plain' | 'identifier' | 'choice' | 'expression' | 'template';
  value: string;
  names: Names;
  position?: Position | undefined;
  /** It is the name of a field, not its value. */
  isName?: boolean;
}

/** Every string of a Platform in the order in which it stands there. Needs a spec of the right shape. */
export function* walk(spec: PlatformSpec): Generator<Found> {
  const { tables: _, ...rest } = spec;
  yield* visit(grammar, rest, { spec, keys: [], place: { phase: 'none' }, open: [] });
}

interface At {
  spec: PlatformSpec;
  keys: Keys;
  place: Place;
  /** Tables that the rows at hand stand in, so that a circle ends. */
  open: readonly string[];
}

function* visit(node: Node, value: unknown, at: At): Generator<Found> {
  if (value === undefined || value === null) return;
  if (node.kind === 'fields') yield* visitFields(node, value as Record<string, unknown>, at);
  else if (node.kind === 'map') yield* visitMap(node, value as Record<string, unknown>, at);
  else if (node.kind === 'list') yield* visitList(node, value as unknown[], at);
  else if (node.kind === 'json') yield* visitJson(node.of, value, at);
  else if (typeof value === 'string' && node.kind !== 'schema' && node.kind !== 'loose') yield found(node, value, at);
}

function* visitFields(node: Node & { kind: 'fields' }, value: Record<string, unknown>, at: At): Generator<Found> {
  for (const [name, field] of Object.entries(node.of)) {
    const inner = deeper(at, name);
    const place =
      node.step === undefined ? at.place : { ...at.place, phase: node.step, step: { keys: at.keys, field: name } };
    yield* visit(field, value[name], { ...inner, place });
  }
}

function* visitMap(node: Node & { kind: 'map' }, value: Record<string, unknown>, at: At): Generator<Found> {
  for (const [name, item] of Object.entries(value)) {
    if (name.includes('{{')) yield nameOf(node.names, name, at);
    yield* visit(node.of, item, deeper(at, name));
  }
}

function* visitList(node: Node & { kind: 'list' }, value: readonly unknown[], at: At): Generator<Found> {
  const isMethods = at.keys[0] === 'methods' && at.keys.length === 1;
  for (const [index, item] of value.entries()) {
    const inner = deeper(at, index);
    yield* visit(node.of, item, isMethods ? { ...inner, place: { ...at.place, method: index } } : inner);
    if (node.rows) yield* visitTable(node, item, at);
  }
}

function* visitTable(node: Node & { kind: 'list' }, row: unknown, at: At): Generator<Found> {
  const { table } = row as { table?: string };
  const rows = table === undefined ? undefined : ownValue(at.spec.tables, table);
  if (table === undefined || !rows || at.open.includes(table)) return;
  const usedBy = at.place.usedBy ?? pathOf(at.keys);
  yield* visitList(node, rows, {
    ...at,
    keys: ['tables', table],
    place: { ...at.place, usedBy },
    open: [...at.open, table],
  });
}

function* visitJson(leaf: Leaf, value: unknown, at: At): Generator<Found> {
  if (typeof value === 'string') yield found(leaf, value, at);
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* visitJson(leaf, item, deeper(at, index));
  else if (value !== null && typeof value === 'object')
    for (const [name, item] of Object.entries(value)) {
      if (name.includes('{{')) yield nameOf(undefined, name, at);
      yield* visitJson(leaf, item, deeper(at, name));
    }
}

/** The name of a field that is written like a template. */
function nameOf(leaf: Leaf | undefined, name: string, at: At): Found {
  return { ...found(leaf ?? { kind: 'identifier' }, name, deeper(at, name)), isName: true };
}

function deeper(at: At, key: string | number): At {
  return { ...at, keys: [...at.keys, key] };
}

function found(leaf: Leaf, value: string, { keys, place }: At): Found {
  const { kind } = leaf as { kind: Found['kind'] };
  const base = { ...place, path: pathOf(keys), keys, kind, value, names: '' };
  if (leaf.kind === 'expression') return { ...base, phase: phaseOf(place, leaf.phase), names: leaf.names };
  if (leaf.kind !== 'template') return base;
  return { ...base, phase: phaseOf(place, leaf.phase), names: leaf.names, position: leaf.position };
}

function phaseOf(place: Place, phase: Phase): Phase {
  return place.step ? place.phase : phase;
}

/** The path of a field as people write it: `spec.test[0].request.url`. */
export function pathOf(keys: Keys): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${key}]`;
    return /^[\w$-]+\??$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
  }, 'spec');
}
