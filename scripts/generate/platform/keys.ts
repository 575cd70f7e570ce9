import type { PlatformMethod, PlatformSpec } from '../../src/connectors/platform.ts';
import { allOf, bullets, code, oneOf, sentence, table } from './markdown.ts';

interface Property {
  type?: string | string[];
  title?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  examples?: unknown[];
  pattern?: string;
  format?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Property | boolean>;
}

interface ObjectSchema {
  if?: ObjectSchema;
  then?: ObjectSchema;
  else?: ObjectSchema;
  allOf?: ObjectSchema[];
  required?: string[];
  properties?: Record<string, Property | boolean>;
  anyOf?: ObjectSchema[];
  oneOf?: ObjectSchema[];
}

/** The keys of the Secret for one method. */
export function secretTable({ secret = {}, unpack = [] }: PlatformMethod): string {
  const { required = [], properties = {} } = secret as ObjectSchema;
  const needed = (name: string) => {
    const files = unpack.filter(({ into }) => `secret.${name}` in into).map(({ key }) => code(key));
    return required.includes(name) ? ['yes', ...files].join(', or ') : 'no';
  };
  const head = ['Key of the Secret', 'Needed', 'What it is', 'Must be', 'Example'];
  return table(head, keyRows(properties, needed)) ?? 'It needs no Secret.';
}

/** The settings in spec.config. */
export function configTable({ config = {} }: PlatformSpec): string {
  const { required = [], properties = {} } = config as ObjectSchema;
  const needed = (name: string) => (required.includes(name) ? 'yes' : 'no');
  return (
    table(['Setting', 'Needed', 'What it is', 'Must be', 'Example'], keyRows(properties, needed)) ?? 'There are none.'
  );
}

function keyRows(properties: Record<string, Property | boolean>, needed: (name: string) => string): string[][] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property === 'boolean') return [];
    const [example] = property.examples ?? [];
    const what = [property.title && `**${property.title}**.`, property.description && sentence(property.description)];
    const shown = example === undefined ? '' : code(textOf(example));
    return [[code(name), needed(name), what.filter(Boolean).join(' '), rulesOf(property).join('; '), shown]];
  });
}

function rulesOf({
  type,
  enum: choices,
  const: only,
  pattern,
  format,
  minimum,
  maximum,
  default: preset,
}: Property): string[] {
  const kind = type === undefined || type === 'string' ? [] : [[type].flat().join(' or ')];
  return [
    ...kind,
    ...(only === undefined ? [] : [code(textOf(only))]),
    ...(choices ? [oneOf(choices.map((choice) => code(textOf(choice))))] : []),
    ...(pattern === undefined ? [] : [`matches ${code(pattern)}`]),
    ...(format === undefined ? [] : [`a ${format}`]),
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(preset === undefined ? [] : [`default ${code(textOf(preset))}`]),
  ];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What a method asks of spec.config besides the platform's own schema. */
export function configOfMethod({ config }: PlatformMethod): string | undefined {
  if (!config) return undefined;
  const { required = [], properties = {}, anyOf, oneOf: exactly } = config as ObjectSchema;
  const refused = Object.keys(properties).filter((name) => properties[name] === false);
  const narrowed = Object.entries(properties).flatMap(([name, property]) =>
    typeof property === 'object' && rulesOf(property).length > 0
      ? [`${code(name)} is ${rulesOf(property).join('; ')}`]
      : [],
  );
  const choice = (anyOf ?? exactly ?? []).map((one) => allOf((one.required ?? []).map(code))).filter(Boolean);
  return bullets([
    ...(required.length > 0 ? [`Needs ${allOf(required.map(code))} in \`spec.config\`.`] : []),
    ...(choice.length > 0 ? [`Needs ${oneOf(choice)} in \`spec.config\`.`] : []),
    ...narrowed.map((text) => `In \`spec.config\`, ${text}.`),
    ...(refused.length > 0 ? [`Takes no ${oneOf(refused.map(code))} in \`spec.config\`.`] : []),
  ]);
}

const formats = { json: 'the JSON file', pairs: 'the text `Name=value;Name=value`', url: 'the address' } as const;

/** Keys that may hold a file as the vendor issues it. */
export function unpacking({ unpack = [] }: PlatformMethod): string | undefined {
  // What one step does not find, another may find in the same file.
  const files = Map.groupBy(unpack, ({ key }) => key);
  return bullets(
    [...files].map(([key, steps]) => {
      const [{ format } = { format: 'json' as const }] = steps;
      const places = [...new Set(steps.flatMap(({ into }) => Object.keys(into)))].map((place) =>
        code(place.startsWith('config.') ? `spec.${place}` : place.replace(/^secret\./, '')),
      );
      return `${code(key)} may hold ${formats[format]} as it was issued; it then fills in ${allOf(places)}. What is set by itself wins.`;
    }),
  );
}

/** What a schema asks for under conditions (`if`, `then`, `else`, also inside `allOf`). */
export function conditionsOf(schema: object | undefined): string | undefined {
  const { allOf: all = [], ...own } = (schema ?? {}) as ObjectSchema;
  return bullets([own, ...all].flatMap(conditionLines));
}

function conditionLines({ if: condition, then: yes, else: no }: ObjectSchema): string[] {
  const when = Object.entries(condition?.properties ?? {}).flatMap(([name, property]) =>
    typeof property === 'object' && rulesOf(property).length > 0
      ? [`${code(name)} is ${rulesOf(property).join('; ')}`]
      : [],
  );
  if (when.length === 0) return [];
  const needs = (then: ObjectSchema | undefined, word: string) =>
    then?.required?.length ? [`${word} ${allOf(when)}, ${allOf(then.required.map(code))} must be there.`] : [];
  return [...needs(yes, 'Where'), ...needs(no, 'Unless')];
}
