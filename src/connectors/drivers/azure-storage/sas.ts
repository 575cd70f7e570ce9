import type { Access } from '../../verdict.ts';

/** A shared access signature, its fields decoded (learn.microsoft.com, "Create an account SAS", "Create a service SAS"). */
export type Sas = ReadonlyMap<string, string>;

/** Parts of a copied request that are no fields of a SAS. */
const requestFields = new Set(
  'restype comp maxresults prefix delimiter marker include resource recursive directory continuation timeout upn action'.split(
    ' ',
  ),
);

export function readSas(text: string): Sas {
  const query = text.trim().replace(/^\?/, '').replaceAll('&amp;', '&');
  const fields = query.split('&').filter((pair) => pair.includes('='));
  const decoded = fields.map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).toLowerCase(), plain(pair.slice(at + 1))];
  });
  return new Map(decoded.filter(([name]) => !requestFields.has(name)));
}

/** A value may be pasted as it is or percent-encoded; a plus is never a space in it. */
export function plain(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

export function sasQuery(sas: Sas): string {
  return [...sas].map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

/** A date as SAS writes it: with or without a time, in UTC. Milliseconds since 1970. */
export function sasTime(value: string | undefined): number | undefined {
  const time = value === undefined ? Number.NaN : Date.parse(value);
  return Number.isNaN(time) ? undefined : time;
}

/** When it ends, in milliseconds since 1970. */
// unverified: a SAS that a user's key signed ends with that key (ske)
export function sasEnd(sas: Sas): number | undefined {
  const ends = [sasTime(sas.get('se')), sasTime(sas.get('ske'))].filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/**
 * What the letters of `sp` allow; a SAS of a stored policy (`si`) has none of its own. An account SAS must be for objects
 * (`srt`) as well, and one that is bound to a user (`suoid`) is bounded by what the user may do.
 * @param create - letters that let a file be added with what is in it
 */
export function accessBySas(sas: Sas, create: readonly string[]): Access {
  const letters = sas.get('sp');
  const objects = sas.get('srt')?.includes('o') ?? true;
  const may = (...wanted: string[]) => {
    if (letters === undefined) return 'NotTestable';
    if (!objects || !wanted.some((letter) => letters.includes(letter))) return 'Denied';
    return sas.has('suoid') ? 'NotTestable' : 'Granted';
  };
  return { read: may('r'), write: may(...create), update: may('w'), delete: may('d') };
}
