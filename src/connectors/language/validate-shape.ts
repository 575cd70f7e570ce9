import { isJsonObject } from '../../api/json-object.ts';
import { grammar } from './grammar.ts';
import type { Node } from './grammar-node.ts';
import type { Problems } from './problem.ts';
import { otherWord } from './outcomes.ts';
import { ownValue } from './schema-keys.ts';
import { sizes } from './sizes.ts';
import { didYouMean } from './suggest.ts';
import { pathOf, type Keys } from './walk.ts';

/**
 * What the API server's schema says as well, for a Platform that comes from a file: unknown fields, missing ones, and
 * values of another type. Everything else needs a spec of the right shape.
 */
export function checkShape(spec: unknown, problems: Problems): void {
  new ShapeCheck(problems).visit(grammar, spec, []);
}

type Fields = Node & { kind: 'fields' };

class ShapeCheck {
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  /** @param around the object in which the value stands */
  visit(node: Node, value: unknown, keys: Keys, around?: Fields): void {
    const wrong = wrongType(node, value);
    if (wrong !== undefined) return this.#add(keys, wrong, typeHint(node, value));
    if (node.kind === 'fields') this.#visitFields(node, value as Record<string, unknown>, keys, around);
    else if (node.kind === 'list') this.#visitList(node, value as unknown[], keys, around);
    else if (node.kind === 'map') this.#visitMap(node, value as Record<string, unknown>, keys);
    else if (node.kind === 'choice') this.#checkChoice(node.of, String(value), keys);
    else if (node.kind === 'count' && Number(value) < 1) this.#add(keys, 'must be at least 1');
  }

  #visitFields(node: Fields, value: Record<string, unknown>, keys: Keys, around: Fields | undefined): void {
    const hints: string[] = [];
    for (const [name, item] of Object.entries(value)) {
      const field = ownValue(node.of, name);
      const own = [...keys, name];
      if (field && item !== undefined) this.visit(field, item, own, node);
      if (field) continue;
      const hint = hintFor(own, node, around);
      const what = ownValue(node.elsewhere, name) ?? 'unknown field';
      this.#add(own, what, hint);
      hints.push(hint ?? what);
    }
    // What is there under another name, or a level too high, is not missing as well.
    const meant = (name: string) => hints.some((hint) => !hint.startsWith('There are') && hint.includes(`\`${name}\``));
    for (const name of node.required) {
      if (ownValue(value, name) === undefined && !meant(name)) this.#add(keys, `\`${name}\` is missing`);
    }
  }

  #visitList(node: Node & { kind: 'list' }, value: readonly unknown[], keys: Keys, around: Fields | undefined): void {
    if (value.length > node.max) this.#add(keys, `${value.length} items, at most ${node.max}`);
    for (const [index, item] of value.entries()) this.visit(node.of, item, [...keys, index], around);
  }

  #visitMap(node: Node & { kind: 'map' }, value: Record<string, unknown>, keys: Keys): void {
    const { length } = Object.keys(value);
    if (length > sizes.entries) return this.#add(keys, `${length} entries, at most ${sizes.entries}`);
    for (const [name, item] of Object.entries(value)) {
      if (node.identifiers && !/^[A-Za-z]\w*\??$/.test(name)) {
        this.#add([...keys, name], `\`${name}\` is no name`, 'Use letters, digits and `_`.');
      }
      this.visit(node.of, item, [...keys, name]);
    }
  }

  #checkChoice(choices: readonly string[], value: string, keys: Keys): void {
    if (choices.includes(value)) return;
    const field = keys.at(-1);
    const isOutcome = field === 'outcome';
    const other = isOutcome ? otherWord(value) : undefined;
    const hint = other === undefined ? (didYouMean(value, choices) ?? allOf(choices)) : `Did you mean \`${other}\`?`;
    this.#add(keys, `\`${value}\` is no ${isOutcome ? 'reason' : field}`, hint);
  }

  #add(keys: Keys, what: string, hint?: string): void {
    this.#problems.add('SpecInvalid', pathOf(keys), what, { hint });
  }
}

/** A field that stands a level too high or too low is the commonest; it is what an indentation makes. */
function hintFor(keys: Keys, node: Fields, around: Fields | undefined): string | undefined {
  const name = String(keys.at(-1));
  if (ownValue(node.elsewhere, name) !== undefined) return undefined;
  const [within] = Object.entries(node.of).find(([, inner]) => ownValue(fieldsIn(inner), name)) ?? [];
  if (within !== undefined) return `It belongs in \`${within}\`.`;
  if (ownValue(around?.of, name)) {
    return `It belongs beside \`${keys.slice(0, -1).findLast((key) => typeof key === 'string')}\`.`;
  }
  const fields = Object.keys(node.of);
  return didYouMean(name, fields) ?? (fields.length <= fewFields ? allOf(fields) : undefined);
}

/** Fields of an object, or of the items of a list. */
function fieldsIn(node: Node): Fields['of'] | undefined {
  if (node.kind === 'list') return fieldsIn(node.of);
  return node.kind === 'fields' ? node.of : undefined;
}

/** So many fields can be listed in a message. */
const fewFields = 10;

function allOf(names: readonly string[]): string {
  return `There are ${names.map((name) => `\`${name}\``).join(', ')}.`;
}

type Type = 'a list' | 'an object' | 'a whole number' | 'true or false' | 'text';

const isOf: Readonly<Record<Type, (value: unknown) => boolean>> = {
  'a list': Array.isArray,
  'an object': isJsonObject,
  'a whole number': Number.isInteger,
  'true or false': (value) => typeof value === 'boolean',
  text: (value) => typeof value === 'string',
};

function wrongType(node: Node, value: unknown): string | undefined {
  const type = typeOf(node);
  if (isOf[type](value)) return undefined;
  // YAML reads `yes`, `1` and the like as no text.
  const isScalar = typeof value === 'number' || typeof value === 'boolean';
  return `must be ${type}${type === 'text' && isScalar ? ': write it in quotes' : ''}`;
}

function typeHint(node: Node, value: unknown): string | undefined {
  if (node.kind === 'list') return (isJsonObject(value) && bareTemplate(value)) || 'Begin each item with `- `.';
  const isThing = typeof value === 'object' && value !== null;
  if (typeOf(node) === 'text') return isThing ? (bareTemplate(value) ?? 'Write one text in quotes.') : undefined;
  if (typeOf(node) !== 'an object') return undefined;
  if (Array.isArray(value) && isJsonObject(value[0])) return 'Remove the `-` before it.';
  if (node.kind !== 'fields') return 'Write `NAME: VALUE`.';
  const fields = Object.keys(node.of);
  return fields.length > 0 && fields.length <= fewFields ? allOf(fields) : undefined;
}

/** YAML takes `{{x}}` without quotes for an object in an object. */
function bareTemplate(value: object): string | undefined {
  const [, name] = /^\{ ?([^{}]*?) ?\}$/.exec(Object.keys(value)[0] ?? '') ?? [];
  return name === undefined ? undefined : `Write it in quotes: \`'{{${name}}}'\`.`;
}

function typeOf({ kind }: Node): Type {
  if (kind === 'list') return 'a list';
  if (['fields', 'map', 'json', 'schema', 'loose'].includes(kind)) return 'an object';
  if (kind === 'count') return 'a whole number';
  return kind === 'flag' ? 'true or false' : 'text';
}
