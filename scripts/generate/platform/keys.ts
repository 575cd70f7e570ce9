import type { PlatformMethod, PlatformSpec } from '../../../src/connectors/platform.ts';
import { code, oneOf, sentence, table } from '../markdown.ts';

export interface Property {
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
}

export interface ObjectSchema {
  if?: ObjectSchema;
  then?: ObjectSchema;
  else?: ObjectSchema;
  allOf?: ObjectSchema[];
  required?: string[];
  dependentRequired?: Record<string, string[]>;
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
  const head = ['Key of the Secret', 'Required', 'Description', 'Format', 'Example'];
  return table(head, keyRows(properties, needed)) ?? 'No Secret is needed.';
}

/** The settings in spec.config. */
export function configTable({ config = {} }: PlatformSpec): string {
  const { required = [], properties = {} } = config as ObjectSchema;
  const needed = (name: string) => (required.includes(name) ? 'yes' : 'no');
  return (
    table(['Setting', 'Required', 'Description', 'Format', 'Example'], keyRows(properties, needed)) ??
    'There are no settings.'
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

/** What a value has to be, in words. */
export function rulesOf({
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
