import { textOfValue } from './pipes.ts';
import { fieldOf, TemplateError, unfit } from './template-error.ts';
import { parseTemplate, type TemplatePart, type TemplateVariable } from './template-parts.ts';

export { TemplateError } from './template-error.ts';
export { parseTemplate, type TemplatePart } from './template-parts.ts';

/** Values as templates name them: `config`, `secret`, `requires`, names of `define`, steps with their results. */
export type Names = Readonly<Record<string, unknown>>;

/** Where a value stands: what is there already, and what follows. */
export interface Place {
  before: string;
  after: string;
}

/**
 * Puts a template together; `encode` makes each value fit for its place.
 * Undefined if a value is empty: absent, null, '' or an empty list.
 */
export function render(
  template: string,
  names: Names,
  encode: (value: string, variable: TemplateVariable, place: Place) => string,
): string | undefined {
  let text = '';
  const parts = parseTemplate(template);
  for (const [index, part] of parts.entries()) {
    if ('literal' in part) {
      text += part.literal;
      continue;
    }
    const value = textOfValue(valueAt(part.path, names), part.pipes);
    if (value === undefined) return undefined;
    text += encode(value, part, { before: text, after: literalOf(parts[index + 1]) });
  }
  return text;
}

function literalOf(part: TemplatePart | undefined): string {
  return part && 'literal' in part ? part.literal : '';
}

/** A path that leads nowhere has no value; what an object inherits is none of its values. */
function valueAt(path: readonly string[], names: Names): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, names);
}

/** As it is: for a claim, a form field, a query parameter or a file, which are encoded as a whole. */
export function renderText(template: string, names: Names): string | undefined {
  return render(template, names, (value) => value);
}

/** @throws TemplateError for a line break or another control character, and for one above U+00FF */
export function renderHeader(template: string, names: Names): string | undefined {
  return render(template, names, (value, { path }) => {
    if (/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/.test(value)) {
      throw unfit(path, 'has a character that cannot stand in an HTTP header');
    }
    return value;
  });
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** @throws TemplateError for a character that no XML 1.0 document can have */
export function renderXml(template: string, names: Names): string | undefined {
  return render(template, names, (value, { path }) => {
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(value)) {
      throw unfit(path, 'has a character that cannot stand in XML');
    }
    return value.replace(/[&<>"'\r]/g, (character) => entities[character] ?? '');
  });
}

/** Strings of a JSON value are templates; an empty one is left out of its object or list. A lone variable keeps its kind. */
export function renderJson(value: unknown, names: Names): unknown {
  if (typeof value === 'string') return loneValue(value, names) ?? renderText(value, names);
  if (Array.isArray(value)) return value.map((item) => renderJson(item, names)).filter((item) => item !== undefined);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const rendered = renderJson(item, names);
      return rendered === undefined ? [] : [[key, rendered]];
    }),
  );
}

/** A boolean, number or list that is all that the template says; text is left to the template. */
function loneValue(template: string, names: Names): unknown {
  const [part, second] = parseTemplate(template);
  if (!part || second || 'literal' in part || part.pipes.length > 0) return undefined;
  const value = valueAt(part.path, names);
  const keeps = typeof value === 'boolean' || typeof value === 'number' || (Array.isArray(value) && value.length > 0);
  return keeps ? value : undefined;
}

/**
 * For what a request cannot be without.
 * @throws TemplateError that names the variables that are empty; without `names` all of the template
 */
export function required<T>(value: T | undefined, template: string, names?: Names): T {
  if (value !== undefined) return value;
  throw missing(template, names);
}

/** The error that names what is empty in a template. */
export function missing(template: string, names: Names = {}, what = 'the request'): TemplateError {
  const empty = parseTemplate(template)
    .flatMap((part) => ('path' in part ? [part] : []))
    .filter(({ path, pipes }) => textOfValue(valueAt(path, names), pipes) === undefined)
    .map(({ path }) => path.join('.'));
  return new TemplateError(`${what} needs ${[...new Set(empty)].map(fieldOf).join(', ')}`, empty[0]);
}
