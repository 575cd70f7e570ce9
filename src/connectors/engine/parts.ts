import type { Account } from '../verdict.ts';
import { hiddenValues, openly } from './hidden-values.ts';
import type { Session } from './session.ts';

/** Characters. A shorter piece of a credential is in a name by accident. */
const least = 8;
/** Of a longer credential so much is told by less than half of it. */
const most = 64;
/** Of a name more is never stored. */
const longestName = 1024;
/** Pieces that stand openly elsewhere and are looked up there. */
const mostOpen = 256;

interface Part {
  field: keyof Account;
  /** The credential of which it holds a part. */
  of: string;
}

/** Where in an account half of a credential stands, or more: a server may have cut it to the length of a name. */
export function partsIn(account: Account, session: Session): Part[] {
  const { secret } = session.names as { secret: Record<string, string> };
  const bearer = session.shown?.headers['authorization'] ?? '';
  const hidden = [...hiddenValues({ ...session.plan, secret }), ...bearer.split(/\s+/)].filter(
    ({ length }) => length >= least,
  );
  const isOpen = openly({ ...session.plan, secret });
  return (Object.keys(account) as (keyof Account)[]).flatMap((field) => {
    const text = String(account[field]).slice(0, longestName).toLowerCase();
    const of = text.length < least ? undefined : hidden.find((value) => holdsPart(text, value, isOpen));
    return of === undefined ? [] : [{ field, of }];
  });
}

/** Looks for each piece of the value at once: the value may be long, and neither it nor the text is known to be harmless. */
function holdsPart(text: string, value: string, isOpen: (part: string) => boolean): boolean {
  const length = Math.min(most, Math.max(least, Math.ceil(value.length / 2)));
  const pieces = new Set(
    Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) => text.slice(at, at + length)),
  );
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

export function withoutParts(account: Account, session: Session): Account {
  const fields = new Set<string>(partsIn(account, session).map(({ field }) => field));
  return Object.fromEntries(Object.entries(account).filter(([field]) => !fields.has(field)));
}
