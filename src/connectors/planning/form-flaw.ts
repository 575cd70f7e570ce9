import { fits, type TextSchema } from './fits.ts';

const names: Readonly<Record<string, string>> = {
  _: 'an underscore',
  '-': 'a hyphen',
  '.': 'a dot',
  ',': 'a comma',
  ':': 'a colon',
  ';': 'a semicolon',
  '/': 'a slash',
  '\\': 'a backslash',
  '@': 'an at sign',
  '#': 'a hash sign',
  '?': 'a question mark',
  '!': 'an exclamation mark',
  '=': 'an equals sign',
  '+': 'a plus sign',
  '*': 'an asterisk',
  '%': 'a percent sign',
  '&': 'an ampersand',
  $: 'a dollar sign',
};
/** `eu-central-1a` lies in the region `eu-central-1`. */
export const zone = /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/;
const address = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * In what a text differs from the form of its setting, where that can be found out by trying: as the end of a sentence that
 * never shows the text.
 * @example formFlaw('finance_archive', { pattern: '^[a-z0-9-]{3,63}$' }) // → 'contains an underscore'
 */
export function formFlaw(text: string, schema: TextSchema): string | undefined {
  const pattern = String(schema.pattern);
  const takesAddress = /:(\\?\/){2}/.test(pattern);
  if (takesAddress && !address.test(text) && fits(`https://${text}`, schema)) return 'has no https:// before it';
  if (address.test(text)) return addressFlaw(text, schema, takesAddress);
  const strange = [...new Set(text)].find(
    (char) => Object.hasOwn(names, char) && fits(text.replaceAll(char, ''), schema),
  );
  if (strange !== undefined) return `contains ${names[strange]}`;
  if (/[^0-9]/.test(text) && ['1', '12345678'].some((number) => fits(number, schema)) && !fits('abcdefgh', schema))
    return 'is not a number';
  if (zone.test(text) && fits(text.slice(0, -1), schema)) return 'is an availability zone';
  return prefixFlaw(text, pattern);
}

function addressFlaw(text: string, schema: TextSchema, takesAddress: boolean): string | undefined {
  if (!takesAddress) return 'is an address';
  const bare = text.replace(/[?#].*$/s, '');
  if (bare !== text && fits(bare, schema)) return 'has a query or a fragment in it';
  const url = URL.parse(text);
  if (!url || !fits(url.origin, schema)) return undefined;
  return url.pathname === '/' && url.search + url.hash === '' ? undefined : 'has a path behind the host';
}

/** A pattern that begins with letters of its own, as `^xoxb-` does, names what each value begins with. */
function prefixFlaw(text: string, pattern: string): string | undefined {
  const [, prefix = ''] = /^\^([A-Za-z][A-Za-z0-9]*[-_])(?=[[(\\])/.exec(pattern) ?? [];
  return prefix === '' || text.startsWith(prefix) ? undefined : `does not begin with ${prefix}`;
}
