import type { ErrorObject } from 'ajv/dist/2020.js';
import { visible, withoutEdges } from './came-along.ts';
import { fromBase64, unescaped } from './encoded.ts';
import { fits, type TextSchema } from './fits.ts';
import { zone } from './form-flaw.ts';
import { partOf, partsOf } from './from-address.ts';

/** What to write instead, if that can be told from what is there, as `write …`. */
export function suggestValue({ keyword, params, data, parentSchema }: ErrorObject): string | undefined {
  const { type, allowedValues } = params as Record<string, unknown>;
  const ways: Record<string, () => string | undefined> = {
    pattern: () => (typeof data === 'string' ? intended(data, (parentSchema ?? {}) as TextSchema) : undefined),
    enum: () => allowed(data, allowedValues as unknown[]),
    type: () => written(data, String(type)),
  };
  const instead = ways[keyword]?.();
  return instead === undefined ? undefined : `write ${instead}`;
}

/** What a setting means of a text that was entered for another: the text itself, or a part of it. */
export function valueFor(text: string, schema: unknown): string | undefined {
  const { pattern } = (schema ?? {}) as TextSchema;
  return typeof pattern === 'string' ? intended(text, schema as TextSchema) : undefined;
}

/** What a text that has not the form of its setting was probably meant to be: the first that has it. */
function intended(text: string, schema: TextSchema): string | undefined {
  const bare = text.slice(0, 4096).trim();
  const secure = bare.replace(/^(http|webdavs|davs|dav):/i, 'https:');
  const parts = partsOf(schema);
  const readings = [
    partOf(bare, parts),
    partOf(secure, parts),
    // As people write an address: without its beginning.
    /^[\w-]+(\.[\w-]+)+\//.test(bare) ? partOf(`https://${bare}`, parts) : undefined,
    bare,
    bare.toLowerCase(),
    withoutEdges(bare),
    visible(bare),
    unescaped(bare),
    fromBase64(bare),
    secure,
    bare.replace(/^\{(.*)\}$/s, '$1'),
    guid.test(bare) ? `{${bare}}` : '',
    `v${bare}`,
    bare.replace(/^[a-z]\./i, ''),
    bare.replace(/:443$/, ''),
    bare.replace(/[?#].*$/s, ''),
    withoutLastSlashes(bare),
    zone.test(bare) ? bare.slice(0, -1) : '',
    /^[^/:\\]+(:\d+)?(\/|$)/.test(bare) ? `https://${bare}` : '',
    ...(parts.length > 0 ? [] : hostsMeant(bare, schema)),
    originOf(bare, schema),
    withDomain(bare, schema),
  ];
  return readings.find((reading) => reading !== undefined && reading !== '' && fits(reading, schema));
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Schemes whose host is the name of a bucket. */
const buckets = /^(s3|s3a|gs|gcs|r2|oss|cos):\/\//i;

/**
 * The host of an address, or its first label. A remedy that is another part of the address than the one that is meant leads
 * astray: there is none for an address with a path, unless the setting is the name of a host.
 */
function hostsMeant(text: string, { examples }: TextSchema & { examples?: unknown }): string[] {
  const example = Array.isArray(examples) ? String(examples[0]) : '';
  const [, host = '', path = ''] = /^(?:[a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)\/?(.*)$/is.exec(text) ?? [];
  const isHost = /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(example) || buckets.test(text);
  if (path !== '' && !isHost) return [];
  return [host, host.toLowerCase(), ...(path === '' ? [host.split('.')[0] ?? ''] : [])];
}

/** The vendor's own domain behind a name alone, as in the example; of a customer's server the domain is not known. */
function withDomain(text: string, { examples }: TextSchema & { examples?: unknown }): string | undefined {
  const example = Array.isArray(examples) ? String(examples[0]) : '';
  const [, scheme = '', domain] = /^(https:\/\/)?[a-z-]+((?:\.[a-z-]+)+\.[a-z]+)$/.exec(example) ?? [];
  const known = domain !== undefined && !/\.example(\.|$)/.test(domain);
  return known && /^[a-z0-9][a-z0-9-]*$/i.test(text) ? `${scheme}${text.toLowerCase()}${domain}` : undefined;
}

/** A regular expression would begin anew at each slash. */
function withoutLastSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

/** The address of the server, if the setting takes no path. */
function originOf(text: string, schema: TextSchema): string | undefined {
  const url = URL.parse(text);
  return url && url.origin !== 'null' && !fits(`${url.origin}/a`, schema) ? url.origin : undefined;
}

/** A number or a switch that YAML took for text, or the other way round, as it has to be written. */
function written(value: unknown, type: string): string | undefined {
  if (type === 'string' && ['number', 'boolean'].includes(typeof value))
    return `${JSON.stringify(String(value))}, in quotes`;
  const plain = { integer: /^-?\d+$/, number: /^-?\d+(\.\d+)?$/, boolean: /^(true|false)$/ }[type];
  return typeof value === 'string' && plain?.test(value) ? `${value}, without quotes` : undefined;
}

/** The one of a few words that a value is but for its case, or for the quotes that YAML wants around a number. */
function allowed(value: unknown, words: readonly unknown[]): string | undefined {
  const found = words.find((word) => String(word).toLowerCase() === String(value).toLowerCase());
  if (found === undefined) return undefined;
  return typeof value === 'string' ? String(found) : written(value, 'string');
}
