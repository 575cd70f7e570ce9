import { turnOfOthers } from '../../loop/turn.ts';
import type { Account } from '../verdict.ts';
import { encodedWhole } from './encodings.ts';
import { hiddenValues, openly } from './hidden-values.ts';
import type { Session } from './session.ts';
import { withUnescaped } from './unescaped.ts';

/** Characters. A shorter piece of a credential is in a name by accident. */
const least = 8;
/** Of a longer credential so much is told by less than half of it. */
const most = 64;
/** Of an encoded one more are there by accident. */
const leastEncoded = 12;
/** Characters of a part in base64 that depend on what it was cut from. */
const borders = 4;
/** Characters of a credential whose encodings are looked for. */
const longestEncoded = 1024;
/** Of a name more is never stored. */
const longestName = 1024;
/** Pieces that stand openly elsewhere and are looked up there. */
const mostOpen = 256;

interface Part {
  field: keyof Account;
  /** The credential of which it holds a part. */
  of: string;
}

/** Where in an account half of a credential stands, or more: a server may have cut it to the length of a name, and encoded it. */
export async function partsIn(account: Account, session: Session): Promise<Part[]> {
  const { secret } = session.names as { secret: Record<string, string> };
  const bearer = session.shown?.headers['authorization'] ?? '';
  const hidden = [...hiddenValues({ ...session.plan, secret }), ...bearer.split(/\s+/)].filter(
    ({ length }) => length >= least,
  );
  const isOpen = openly({ ...session.plan, secret });
  const parts: Part[] = [];
  for (const field of Object.keys(account) as (keyof Account)[]) {
    const text = String(account[field]).slice(0, longestName);
    for (const of of text.length < least ? [] : hidden) {
      await turnOfOthers();
      if (!holdsPart(text, of, isOpen)) continue;
      parts.push({ field, of });
      break;
    }
  }
  return parts;
}

function holdsPart(text: string, value: string, isOpen: (part: string) => boolean): boolean {
  if (withUnescaped([text]).some((one) => holds(one, value, { least, isOpen }))) return true;
  // Of a longer value, such as a file of keys, the encodings are not looked for.
  if (value.length > longestEncoded) return false;
  const inBase64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return encodedWhole(value).some((form) => holds(inBase64, form, { least: leastEncoded, isOpen: () => false }));
}

interface Looked {
  least: number;
  isOpen: (part: string) => boolean;
}

/** Looks for each piece of the value at once: the value may be long, and neither it nor the text is known to be harmless. */
function holds(whole: string, value: string, { least: shortest, isOpen }: Looked): boolean {
  const text = whole.slice(0, longestName).toLowerCase();
  const half = Math.ceil(value.length / 2) - (shortest === leastEncoded ? borders : 0);
  const length = Math.min(most, Math.max(shortest, half));
  const pieces = new Set(
    Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length)),
  );
  if (pieces.size === 0) return false;
  const lower = value.toLowerCase();
  const open = new Set<string>();
  for (let at = 0; at + length <= lower.length; at += 1) {
    const piece = lower.slice(at, at + length);
    if (!pieces.has(piece) || open.has(piece)) continue;
    if (open.size === mostOpen || !isOpen(value.slice(at, at + length))) return true;
    open.add(piece);
  }
  return false;
}

export async function withoutParts(account: Account, session: Session): Promise<Account> {
  const fields = new Set<string>((await partsIn(account, session)).map(({ field }) => field));
  return Object.fromEntries(Object.entries(account).filter(([field]) => !fields.has(field)));
}
