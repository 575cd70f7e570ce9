/** Texts that a matcher which goes back, or begins anew at each character, takes longest for. */
export function hardStrings(length: number): Record<string, string> {
  const of = (part: string, end = '') =>
    part.repeat(Math.ceil(length / part.length)).slice(0, length - end.length) + end;
  return {
    slashes: of('/', 'a'),
    'an address of slashes': `https://${of('/', '\u0000')}`.slice(0, length),
    realms: `https://a${of('/realms/', ' ')}`.slice(0, length),
    newlines: of('\n', 'a'),
    spaces: of(' ', '!'),
    quotes: of('"'),
    letters: of('a', '!'),
    digits: of('1', '!'),
    labels: of('a.', '!'),
    hyphens: of('a-', '!'),
    brackets: of('['),
    'nested JSON': of('{"a":'),
    pairs: of('a=1;'),
    base64: of('QUFB', '!'),
    'keys in PEM': of('-----BEGIN ENCRYPTED PRIVATE KEY-----\n'),
    'a key of spaces':
      `-----BEGIN PRIVATE KEY-----\n${of(' ', '!')}`.slice(0, length - 30) + '\n-----END PRIVATE KEY-----\n',
  };
}
