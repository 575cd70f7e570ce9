import type { Problem } from '../../api/problems.ts';
import { placeholderFlaw } from './placeholder.ts';
import { withinQuotes } from './quotes.ts';

/** A file has quotation marks of its own, and a key is taken with them. */
const isFile = (text: string) => /^\s*[{[]|-----BEGIN /.test(text);

/** Keys that may hold anything a person thinks of. */
const isFree = (key: string) => /pass(word|phrase)/i.test(key);

/** Values of the Secret that nobody filled in, or that came with their quotation marks. */
export function unfilledKeys(secret: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(secret).flatMap(([key, text]): Problem[] => {
    const what = placeholderFlaw(text) ?? quotesAround(text, key);
    return what === undefined ? [] : [{ at: `secret.${key}`, kind: 'invalid', what }];
  });
}

function quotesAround(text: string, key: string): string | undefined {
  const inner = isFile(text) ? undefined : withinQuotes(text, { free: isFree(key) });
  return inner === undefined || isFile(inner) ? undefined : 'is in quotation marks: take them away';
}

/**
 * The same of settings, whose values everybody may see.
 * @param hidden - settings that come from a file in the Secret
 */
export function unfilledSettings(config: Readonly<Record<string, unknown>>, hidden: ReadonlySet<string>): Problem[] {
  return Object.entries(config).flatMap(([name, value]): Problem[] => {
    if (typeof value !== 'string' || isFile(value)) return [];
    const what = placeholderFlaw(value);
    const at = `spec.config.${name}`;
    if (what !== undefined) return [{ at, kind: 'invalid', what }];
    const inner = withinQuotes(value, { free: false });
    if (inner === undefined) return [];
    const fix = hidden.has(name) || /@/.test(inner) ? {} : { fix: `write ${inner.slice(0, 200)}` };
    return [{ at, kind: 'invalid', what: 'is in quotation marks', ...fix }];
  });
}
