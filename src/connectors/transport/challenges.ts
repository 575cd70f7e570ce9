/** One challenge of `WWW-Authenticate` (RFC 9110, 11.6.1). */
export interface Challenge {
  /** In lower case. */
  scheme: string;
  /** What stands there instead of parameters: the base64 of NTLM and Negotiate. */
  token?: string;
  /** Names in lower case. */
  params: Readonly<Record<string, string>>;
}

const tokenChars = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const parameter = new RegExp(`^(${tokenChars})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${tokenChars}))(?=\\s*(?:,|$))`);
const start = new RegExp(`^(${tokenChars})(?:\\s+|(?=,)|$)`);
const token68 = /^([A-Za-z0-9._~+/-]+=*)(?=\s*(?:,|$))/;

type Reading = Challenge & { params: Record<string, string> };

/** More is no challenge. */
const longest = 8192;

/** Takes the header apart, in which a comma ends a parameter or a challenge. What cannot be read ends the list. */
export function readChallenges(header = ''): Challenge[] {
  const found: Reading[] = [];
  let rest = withoutCommas(header.slice(0, longest));
  for (let last = ''; rest !== last;) {
    last = rest;
    rest = withoutCommas(readParameter(rest, found.at(-1)) ?? readScheme(rest, found));
  }
  return found;
}

function withoutCommas(text: string): string {
  return text.replace(/^[\s,]+/, '');
}

/** @returns what comes after the parameter; undefined where there is none. */
function readParameter(text: string, challenge: Reading | undefined): string | undefined {
  const [all, name = '', quoted, plain = ''] = parameter.exec(text) ?? [];
  if (all === undefined || !challenge) return undefined;
  challenge.params[name.toLowerCase()] = quoted?.replaceAll(/\\(.)/g, '$1') ?? plain;
  return text.slice(all.length);
}

function readScheme(text: string, found: Reading[]): string {
  const [opening, scheme] = start.exec(text) ?? [];
  if (opening === undefined || scheme === undefined) return text;
  const rest = text.slice(opening.length);
  const token = parameter.test(rest) ? undefined : token68.exec(rest)?.[1];
  found.push({ scheme: scheme.toLowerCase(), ...(token === undefined ? {} : { token }), params: {} });
  return rest.slice(token?.length ?? 0);
}

const knownSchemes: ReadonlyMap<string, string> = new Map(
  ['Basic', 'Digest', 'Bearer', 'Negotiate', 'NTLM'].map((name) => [name.toLowerCase(), name]),
);

/** Names of schemes for a message: of what a server says, only what is known is passed on. */
export function offeredSchemes(challenges: readonly Challenge[]): string {
  const names = challenges.flatMap(({ scheme }) => knownSchemes.get(scheme) ?? []);
  return names.length === 0 ? 'nothing that can be used' : [...new Set(names)].join(', ');
}
