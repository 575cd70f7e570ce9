import type { Problem } from '../../api/problems.ts';
import { isFile, placeholderFlaw } from '../auth/placeholder.ts';
import { withinQuotes } from '../auth/quotes.ts';
import type { PlatformMethod } from '../platform.ts';
import {
  beginning,
  documentFlaw,
  edgeFlaw,
  isNamed,
  lineOf,
  spacedFlaw,
  spaceFlaw,
  strangeCharacter,
} from './came-along.ts';
import { fromBase64, unescaped } from './encoded.ts';
import { fits, type TextSchema } from './fits.ts';
import { isFree, isId, isMade, isOwn, isPlain } from './key-kinds.ts';
import { isIssued } from './shown.ts';

type Secret = Readonly<Record<string, string>>;

/**
 * Values of the Secret that nobody filled in, or that came with what stood around them. Only what cannot be the value
 * itself is refused: a password may be anything that a person can type.
 */
export function unfitKeys(secret: Secret, method: Pick<PlatformMethod, 'secret' | 'unpack'> = {}): Problem[] {
  const schemas = (method.secret?.['properties'] ?? {}) as Record<string, TextSchema | undefined>;
  const files = new Set((method.unpack ?? []).map(({ key }) => key));
  return Object.entries(secret).flatMap(([key, text]): Problem[] => {
    const what =
      placeholderFlaw(text, { free: isOwn(key) }) ??
      quotesAround(text, key) ??
      (files.has(key) || isFile(text) ? undefined : strangeCharacter(text, isFree(key))) ??
      fileInstead(text, key) ??
      (files.has(key) ? undefined : (cameAlong(text, key, schemas[key]) ?? ofAnother(key, secret)));
    return what === undefined ? [] : [{ at: `secret.${key}`, kind: 'invalid', what }];
  });
}

function quotesAround(text: string, key: string): string | undefined {
  const inner = isFile(text) ? undefined : withinQuotes(text, { free: isFree(key) });
  return inner === undefined || isFile(inner) ? undefined : 'is in quotation marks: take them away';
}

/** A private key, or a vendor's file, where a password or a token belongs: it would be shown to the server. */
function fileInstead(text: string, key: string): string | undefined {
  if (!isPlain(key) && !isMade(key) && !isId(key)) return undefined;
  if (/^\s*-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text)) return 'is a private key: put it under a key of its own';
  if (!isOwn(key) && /^\s*\{\s*"\w+"\s*:/.test(text)) return 'is a JSON file: put its values under keys of their own';
  return documentFlaw(text);
}

/** What stood around or beside the value where it was copied. */
function cameAlong(text: string, key: string, schema: TextSchema | undefined): string | undefined {
  const line = isFile(text) ? undefined : lineOf(text);
  if (line && isNamed(line, key, isFree(key))) return `${beginning(line)}: keep only what comes after "${line.sign}"`;
  if (isMade(key)) return encoded(text) ?? spaces(text, schema) ?? notMade(text, key) ?? edge(text);
  if (isPlain(key) && schema?.pattern === undefined && /[\r\n]/.test(text)) return 'contains a line break: remove it';
  return !isFree(key) && (isId(key) || isPlain(key)) ? edge(text) : undefined;
}

function edge(text: string): string | undefined {
  const found = edgeFlaw(text);
  return found && `${found.what}: ${found.fix}`;
}

/** A pattern of the platform says whether spaces belong to the value. */
function spaces(text: string, schema: TextSchema | undefined): string | undefined {
  if (schema?.pattern === undefined) return spacedFlaw(text) ?? spaceFlaw(text);
  return fits(text, schema) ? undefined : spacedFlaw(text);
}

/** What a person or a server is called is no token. */
function notMade(text: string, key: string): string | undefined {
  if (/sas/i.test(key)) return undefined;
  if (/^https?:\/\/\S+$/i.test(text)) return 'is an address';
  return /^[\w.+-]{1,64}@[\w-]{1,63}(\.[\w-]{1,63})+$/.test(text) ? 'is an email address' : undefined;
}

/** A token whose beginning only its vendor has, in another form than the vendor gave it out. */
function encoded(text: string): string | undefined {
  const bare = text.slice(0, 8192).trim();
  if (isIssued(bare)) return undefined;
  if (bare.includes('%') && isIssued(unescaped(bare))) return 'is URL-encoded: decode it first';
  const once = fromBase64(bare);
  if (isIssued(once)) return 'is in base64: put the token itself into stringData';
  return isIssued(fromBase64(once)) ? 'is in base64 twice: put the token itself into stringData' : undefined;
}

/** Letters of both cases and digits, as programs make them: nobody chooses the same twice. */
const random = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])\S{12,8192}$/;

/** One value under two keys, of which one is a secret: the other one was copied. */
function ofAnother(key: string, secret: Secret): string | undefined {
  const text = secret[key] ?? '';
  if (!isMade(key) || isId(key) || !random.test(text)) return undefined;
  const names = Object.keys(secret);
  const other = names.find(
    (name) =>
      name !== key &&
      secret[name] === text &&
      (isId(name) || (isMade(name) && names.indexOf(name) < names.indexOf(key))),
  );
  return other === undefined ? undefined : `is the same as key \`${other}\`: each has a value of its own`;
}
