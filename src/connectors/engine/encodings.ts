export const beyondAscii = /[^\0-\x7f]/;

/** What a value looks like in a text that somebody has put it into: as it is, and in each encoding that hides nothing. */
export function encodingsOf(value: string): string[] {
  const wellFormed = value.toWellFormed();
  const escaped = encodeURIComponent(wellFormed);
  const hex = Buffer.from(value, 'utf8').toString('hex');
  const forms = [
    value,
    JSON.stringify(value).slice(1, -1),
    escaped,
    escaped.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()),
    new URLSearchParams({ '': wellFormed }).toString().slice(1),
    hex,
    hex.toUpperCase(),
    ...base64Of(value),
    ...misreadOf(value),
  ];
  return [...new Set(forms)];
}

/** Encodings in which no part of a value looks like it, a part of which is a part of the whole: hex, and base64 at each place. */
export function encodedWhole(value: string): string[] {
  return [Buffer.from(value, 'utf8').toString('hex'), ...base64Of(value).slice(placesOfBase64)];
}

/** Letters in one case, as names are often kept; and misread besides, before that or after it. */
export function recasedOf(value: string): string[] {
  const cases = [value, value.toLowerCase(), value.toUpperCase()];
  return [...new Set(cases.flatMap((one) => [one, ...misreadOf(one)]).map((form) => form.toLowerCase()))];
}

/**
 * What is left where letters beyond ASCII are lost or have become others, whatever encoding they were taken for, and
 * whatever case the rest is kept in.
 */
export function plainLettersOf(text: string): string {
  return text.toLowerCase().replace(/[^!->@-~]+/g, '');
}

const windows = new TextDecoder('windows-1252');

/** What becomes of letters beyond ASCII where one side takes UTF-8 for Latin-1 or Windows-1252, or the other way around, or composes them. */
function misreadOf(value: string): string[] {
  // All of them have ASCII in common.
  if (!beyondAscii.test(value)) return [value];
  const bytes = Buffer.from(value, 'utf8');
  const once = bytes.toString('latin1');
  return [
    once,
    windows.decode(bytes),
    Buffer.from(once, 'utf8').toString('latin1'),
    Buffer.from(value, 'latin1').toString('utf8'),
    ...(['NFC', 'NFD', 'NFKC', 'NFKD'] as const).map((form) => value.normalize(form)),
  ];
}

const placesOfBase64 = 3;

/** At each of the three places that it can have in a longer text, less the characters that depend on its neighbours. */
function base64Of(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const inside = Array.from({ length: placesOfBase64 }, (_, offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    const endsOnBorder = (offset + bytes.length) % 3 === 0;
    return encoded.slice(offset === 0 ? 0 : offset + 1, endsOnBorder ? undefined : -1);
  });
  return [...inside, ...inside.map((form) => form.replaceAll('-', '+').replaceAll('_', '/'))];
}
