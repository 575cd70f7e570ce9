import type { JSONSchema } from 'json-schema-to-typescript';
import { code, oneOf, sentence } from '../markdown.ts';

/** A field of a CRD. */
export interface SchemaNode extends Omit<JSONSchema, 'properties' | 'items' | 'additionalProperties' | 'enum'> {
  properties?: Record<string, SchemaNode>;
  enum?: readonly unknown[];
  items?: SchemaNode;
  additionalProperties?: SchemaNode | boolean;
  'x-kubernetes-validations'?: { message?: string; rule: string }[];
}

/** The type in words. An object with a name of its own (`title`) is a link, and is added to `named`. */
export function typeOf(field: SchemaNode, named: Map<string, SchemaNode>): string {
  const { type, enum: choices, additionalProperties, items, title, properties, format } = field;
  if (choices) return oneOf(choices.map((choice) => code(String(choice))));
  if (type === 'array') return `list of ${items ? typeOf(items, named) : 'any'}`;
  if (properties && title !== undefined) {
    named.set(title, field);
    return `[${title}](#${title.toLowerCase()})`;
  }
  if (type === 'object' && typeof additionalProperties === 'object')
    return `map of ${typeOf(additionalProperties, named)}`;
  if (type === 'object') return 'object';
  return format === 'date-time' ? 'time' : String(type ?? 'any');
}

export function defaultOf({ default: preset }: SchemaNode): string {
  return preset === undefined ? '' : code(typeof preset === 'string' ? preset : JSON.stringify(preset));
}

/** What a value has to be, a sentence each. */
export function rulesOf(field: SchemaNode): string[] {
  const rules = (field['x-kubernetes-validations'] ?? []).map(({ message, rule }) =>
    sentence(capital(message ?? rule)),
  );
  const { minimum, maximum, maxLength, maxItems } = field;
  const range = minimum !== undefined && maximum !== undefined ? [`${minimum} to ${maximum}.`] : [];
  const length =
    maxLength === undefined || maxLength > 10_000 || field.enum ? [] : [`At most ${maxLength} characters.`];
  return [...rules, ...range, ...length, ...(maxItems === undefined ? [] : [`At most ${maxItems} items.`])];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
