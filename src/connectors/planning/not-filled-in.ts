import type { ConnectionRequires } from '../../api/connection.gen.ts';
import type { Problem } from '../../api/problems.ts';
import { shortened } from './shortened.ts';
import { isShown } from './shown.ts';
import { isFile, placeholderFlaw, settingFlaw } from '../auth/placeholder.ts';
import { withinQuotes } from '../auth/quotes.ts';

/** Keys that may hold anything a person thinks of. */
const isFree = (key: string) => /pass(word|phrase)/i.test(key);
/** Those whose value no program made. */
const isOwn = (key: string) => isFree(key) || /user|mail/i.test(key);

/** Values of the Secret that nobody filled in, or that came with their quotation marks. */
export function unfilledKeys(secret: Readonly<Record<string, string>>): Problem[] {
  return Object.entries(secret).flatMap(([key, text]): Problem[] => {
    const what = placeholderFlaw(text, { free: isOwn(key) }) ?? quotesAround(text, key) ?? fileInstead(text, key);
    return what === undefined ? [] : [{ at: `secret.${key}`, kind: 'invalid', what }];
  });
}

/** Keys of which no file is the value; keys of custom Platforms may be called anything else. */
const isPlain = (key: string) => /pass|token|secret|user|mail/i.test(key) && !/file|key|cert|json|pem/i.test(key);

/** A private key, or a vendor's file, where a password or a token belongs: it would be shown to the server. */
function fileInstead(text: string, key: string): string | undefined {
  if (!isPlain(key)) return undefined;
  if (/^\s*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return 'is a private key: put it under a key of its own';
  return !isOwn(key) && /^\s*\{\s*"\w+"\s*:/.test(text)
    ? 'is a JSON file: put its values under keys of their own'
    : undefined;
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
  return Object.entries(config).flatMap(([name, value]) =>
    unfilledTexts(`spec.config.${name}`, value, !hidden.has(name)),
  );
}

/** Of what a job asks for: its path is a setting too. */
export const unfilledRequires = ({ path }: ConnectionRequires) => unfilledTexts('spec.requires.path', path);

/** Lists are short here: what is longer was refused. */
function unfilledTexts(at: string, value: unknown, everybody = true): Problem[] {
  if (Array.isArray(value)) return value.flatMap((inner, index) => unfilledTexts(`${at}[${index}]`, inner, everybody));
  if (typeof value !== 'string' || isFile(value)) return [];
  const flaw = settingFlaw(value);
  const what = flaw !== undefined && everybody && isShown(value) ? `is ${shortened(value)}, which ${flaw}` : flaw;
  if (what !== undefined) return [{ at, kind: 'invalid', what }];
  const inner = withinQuotes(value, { free: false });
  if (inner === undefined) return [];
  const fix = !everybody || !isShown(inner) ? {} : { fix: `write ${inner.slice(0, 200)}` };
  return [{ at, kind: 'invalid', what: 'is in quotation marks', ...fix }];
}

/**
 * The same of a part of a vendor's file.
 * @returns the end of a sentence that begins with the name of the file's key
 */
export function unfilledPart(name: string, path: string, text: string): string | undefined {
  const flaw = placeholderFlaw(text, { free: isOwn(name) });
  return flaw && `has a wrong \`${path}\` in it, which ${flaw}`;
}
