import type { ErrorObject } from 'ajv/dist/2020.js';
import { fits, type TextSchema } from './fits.ts';
import { edgeRemedies, edgeSlips, visible } from './came-along.ts';
import { fromBase64, unescaped } from './encoded.ts';
import { formFlaw } from './form-flaw.ts';
import { schemaPattern } from './schema-pattern.ts';

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  integer: 'an integer',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const limits: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  minLength: (limit) => `must have at least ${limit} characters`,
  maxLength: (limit) => `must have at most ${limit} characters`,
  minItems: (limit) => `must have at least ${limit} entries`,
  maxItems: (limit) => `must have at most ${limit} entries`,
};

/** What is wrong with a value, as the end of a sentence. It says what, never the value. */
export function flawOf({ keyword, params, message, data, parentSchema }: ErrorObject): string {
  const { allowedValues, allowedValue, type, limit } = params as Record<string, unknown>;
  if (keyword === 'pattern')
    return typeof data === 'string' ? flawOfText(data, (parentSchema ?? {}) as TextSchema) : formless;
  if (keyword === 'enum') return `must be one of ${(allowedValues as unknown[]).join(', ')}`;
  if (keyword === 'const') return `must be ${String(allowedValue)}`;
  if (keyword === 'false schema') return 'does not go with this method';
  if (keyword === 'type') return `must be ${typeNames[String(type)] ?? String(type)}`;
  return limits[keyword]?.(limit) ?? message ?? 'is wrong';
}

/** What to do about a slip in a value that is not shown, so that it cannot be written as it has to be. */
const remedies: Readonly<Record<string, string>> = {
  'begins with a scheme such as Bearer': 'keep only what comes after it',
  'contains a space': 'remove it',
  'contains a line break': 'remove it',
  'is in braces': 'take them away',
  'begins or ends with a space or line break': 'remove it',
  ...edgeRemedies,
  'contains an invisible character': 'copy it anew as plain text',
  'is in base64': 'decode it first',
  'is URL-encoded': 'decode it first',
  'begins with http, not https': 'write https',
};

/** What to do about a flaw of a value that is shown to nobody, if that can be told. */
export const remedyOf = (flaw: string): string | undefined => remedies[flaw];

const formless = 'does not have the right form';

/** Slips of copying: what is wrong is whatever the value is right without. */
const slips: readonly [flaw: string, mended: (text: string) => string][] = [
  ['begins or ends with a space or line break', (text) => text.trim()],
  ['is in quotation marks', (text) => text.trim().replace(/^(["'])(.*)\1$/s, '$2')],
  ['begins with a scheme such as Bearer', (text) => text.trim().replace(/^(bearer|basic|token)\s+/i, '')],
  ['begins with http, not https', (text) => text.replace(/^http:/i, 'https:')],
  ['is in braces', (text) => text.replace(/^\{(.*)\}$/s, '$1')],
  ['contains a line break', (text) => text.replaceAll(/[\r\n]/g, '')],
  ['contains a space', (text) => text.replaceAll(/\s/g, '')],
  ...edgeSlips,
  ['contains an invisible character', visible],
  ['is URL-encoded', unescaped],
  ['contains capital letters', (text) => text.toLowerCase()],
  ['contains small letters', (text) => text.toUpperCase()],
  ['is in base64', fromBase64],
];

/** Whoever made a slip of copying has not copied more than this. */
const longestSlip = 8192;

function flawOfText(text: string, schema: TextSchema): string {
  const { longest } = schemaPattern(String(schema.pattern));
  if (text.length > longest) return `must have at most ${longest} characters`;
  if (/^\s+$/.test(text)) return 'is blank';
  const slip =
    text.length <= longestSlip && slips.find(([, mended]) => mended(text) !== text && fits(mended(text), schema));
  if (slip) return slip[0];
  const wanted = lengthOf(schema.pattern);
  if (wanted !== undefined && text.length !== wanted)
    return `is ${text.length} ${text.length === 1 ? 'character' : 'characters'} long, not ${wanted}`;
  if (/[\r\n]/.test(text)) return 'contains a line break, and does not have the right form';
  return (text.length <= longestSlip ? formFlaw(text, schema) : undefined) ?? formless;
}

/** The only length that a pattern of one part allows, as in `^[a-z]{40}$` or `^AKIA[A-Z]{16}$`. */
function lengthOf(pattern: unknown): number | undefined {
  const [, prefix = '', count] = /^\^([\w-]*)\[[^\]]+\]\{(\d+)\}\$$/.exec(String(pattern)) ?? [];
  return count === undefined ? undefined : prefix.length + Number(count);
}
