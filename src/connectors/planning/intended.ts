import type { JsonSchema } from './schema.ts';

/** What a text that has not the form of its setting was probably meant to be: the first that has it. */
export function intended(text: string, schema: JsonSchema): string | undefined {
  const bare = text.trim();
  const host = bare.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[/?#].*$/s, '');
  const readings = [
    bare,
    bare.toLowerCase(),
    bare.replace(/[?#].*$/s, ''),
    bare.replace(/\/+$/, ''),
    /^[^/:\\]+(:\d+)?(\/|$)/.test(bare) ? `https://${bare}` : '',
    host,
    host.toLowerCase(),
    host.split('.')[0] ?? '',
    originOf(bare, schema),
  ];
  return readings.find((reading) => reading !== undefined && reading !== '' && fits(reading, schema));
}

/** The address of the server, where the setting takes no path. */
function originOf(text: string, schema: JsonSchema): string | undefined {
  const url = URL.parse(text);
  return url && url.origin !== 'null' && !fits(`${url.origin}/a`, schema) ? url.origin : undefined;
}

function fits(text: string, { pattern, minLength = 0, maxLength = Infinity }: JsonSchema): boolean {
  return (
    text.length >= Number(minLength) && text.length <= Number(maxLength) && new RegExp(String(pattern), 'u').test(text)
  );
}

/** A number or a switch that YAML took for text, or the other way round, as it has to be written. */
export function written(value: unknown, type: string): string | undefined {
  if (type === 'string' && ['number', 'boolean'].includes(typeof value))
    return `${JSON.stringify(String(value))}, in quotes`;
  const plain = { integer: /^-?\d+$/, number: /^-?\d+(\.\d+)?$/, boolean: /^(true|false)$/ }[type];
  return typeof value === 'string' && plain?.test(value) ? `${value}, without quotes` : undefined;
}

/** The one of a few words that a value is but for its case, or for the quotes that YAML wants around a number. */
export function allowed(value: unknown, words: readonly unknown[]): string | undefined {
  const found = words.find((word) => String(word).toLowerCase() === String(value).toLowerCase());
  if (found === undefined) return undefined;
  return typeof value === 'string' ? String(found) : written(value, 'string');
}
