import type { JsonSchema } from './schema.ts';

export interface Property {
  title?: string;
  description?: string;
  examples?: unknown[];
  writeOnly?: boolean;
}

/** What a schema says of a field, or another one that knows its title. */
export function propertyAt(schemas: readonly JsonSchema[], path: string): Property | undefined {
  const [name = ''] = path.split(/[.[]/);
  return schemas
    .map((schema) => ((schema['properties'] ?? {}) as Record<string, Property>)[name])
    .find((property) => property?.title !== undefined);
}

/**
 * Title, form and example of a field. Of a secret no example: someone would take it for a value to use.
 * @param withForm - whether the first sentence of its description is needed, because nothing else says what belongs there
 */
export function hintOf(property: Property | undefined, keyword = '', withForm = false): string | undefined {
  if (!property) return undefined;
  const { title, description = '', writeOnly, examples = [] } = property;
  const [form = ''] =
    (writeOnly && keyword === 'pattern') || withForm ? (/^.*?(?=\.( |$))/s.exec(description) ?? []) : [];
  const example = writeOnly || keyword === 'enum' ? undefined : shown(examples[0]);
  const parts = [titled(title, form), example && `for example ${example}`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** What the description says again is said once. */
function titled(title = '', form: string): string {
  if (form === '') return title;
  return form.toLowerCase().includes(title.toLowerCase()) ? form : `${title}: ${form}`;
}

function shown(example: unknown): string | undefined {
  return typeof example === 'string' ? example : JSON.stringify(example);
}
