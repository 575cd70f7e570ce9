/**
 * The cookies of a reply by name, as a client would keep them (RFC 6265, 5.3): one for another host than the one that was
 * asked is none of ours, and one that is over is how a server takes it back.
 * @param lines - the values of `Set-Cookie`, one each
 * @param now - milliseconds since 1970
 */
export function readCookies(lines: readonly string[], host: string, now: number): Record<string, string> {
  const cookies = new Map<string, string>();
  for (const line of lines) {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value] = pair.split(/=(.*)/s);
    const found = new Map(attributes.map(attribute));
    if (name === '' || value === undefined || !isFor(host, found.get('domain'))) continue;
    if (value === '' || isOver(found, now)) cookies.delete(name);
    else cookies.set(name, value);
  }
  return Object.fromEntries(cookies);
}

function attribute(text: string): [string, string] {
  const [name = '', value = ''] = text.split(/=(.*)/s);
  return [name.trim().toLowerCase(), value.trim()];
}

function isFor(host: string, domain = ''): boolean {
  const wanted = domain.replace(/^\./, '').toLowerCase();
  const asked = host.toLowerCase();
  return wanted === '' || asked === wanted || (asked.endsWith(`.${wanted}`) && wanted.includes('.'));
}

function isOver(attributes: ReadonlyMap<string, string>, now: number): boolean {
  const age = attributes.get('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0;
  return Date.parse(attributes.get('expires') ?? '') <= now;
}
