import type { ConnectionRequires } from '../../api/connection.gen.ts';
import type { Problem } from '../../api/problems.ts';
import { shortened } from './shortened.ts';
import { isShown } from './shown.ts';
import { isFile, placeholderFlaw, settingFlaw } from '../auth/placeholder.ts';
import { beginning, edgeFlaw, isNamed, lineOf, visible, withoutEdges } from './came-along.ts';
import { isOwn } from './key-kinds.ts';
import { withinQuotes } from '../auth/quotes.ts';

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
  if (typeof value !== 'string') return [];
  if (/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(value))
    return [{ at, kind: 'invalid', what: 'is a private key, which belongs into the Secret' }];
  if (isFile(value)) return [];
  const flaw = settingFlaw(value);
  const what = flaw !== undefined && everybody && isShown(value) ? `is ${shortened(value)}, which ${flaw}` : flaw;
  if (what !== undefined) return [{ at, kind: 'invalid', what }];
  const found = aroundSetting(value, at.slice(at.lastIndexOf('.') + 1));
  if (found === undefined) return [];
  const fix = everybody && isShown(found.inner) ? { fix: `write ${found.inner.slice(0, 200)}` } : {};
  return [{ at, kind: 'invalid', what: found.what, ...fix }];
}

/** Settings that may be called anything, a comma at the end included. */
const isTitle = (name: string) => /^(share|export|path|folder|scope|objectStore|relyingParty)/i.test(name);

/** What came along with a setting where it was copied, and the setting without it. */
function aroundSetting(value: string, name: string): { what: string; inner: string } | undefined {
  const inner = withinQuotes(value, { free: false });
  if (inner !== undefined) return { what: 'is in quotation marks', inner };
  const line = lineOf(value);
  if (line && isNamed(line, name, false)) return { what: beginning(line), inner: line.value };
  const seen = visible(value);
  if (seen !== value && (!isTitle(name) || value.includes(seen)))
    return { what: 'has an invisible character in it', inner: seen.trim() };
  const edge = isTitle(name) ? undefined : edgeFlaw(value);
  return edge && { what: edge.what, inner: withoutEdges(value) };
}

/**
 * The same of a part of a vendor's file.
 * @returns the end of a sentence that begins with the name of the file's key
 */
export function unfilledPart(name: string, path: string, text: string): string | undefined {
  const flaw = placeholderFlaw(text, { free: isOwn(name) });
  return flaw && `has a wrong \`${path}\` in it, which ${flaw}`;
}
