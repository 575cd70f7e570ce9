import { expect, it } from '@jest/globals';
import { readCookies } from '../../../../src/connectors/transport/cookies.ts';

const now = Date.UTC(2026, 10, 23);

it.each<[string, string[], Record<string, string>]>([
  ['one', ['FedAuth=abc=; path=/; secure; HttpOnly'], { FedAuth: 'abc=' }],
  ['several, with a comma in a date', ['a=1; expires=Fri, 27-Nov-2026 12:00:00 GMT', 'b=2'], { a: '1', b: '2' }],
  ['the last of one name', ['a=1', 'a=2'], { a: '2' }],
  ['of the host itself', ['a=1; Domain=SP.example.com'], { a: '1' }],
  ['of the domain above', ['a=1; domain=.example.com'], { a: '1' }],
  ['of another domain', ['a=1; Domain=example.org', 'b=1; Domain=p.example.com'], {}],
  ['of a whole top-level domain', ['a=1; Domain=com'], {}],
  ['that is over', ['a=1; Max-Age=0', 'b=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], {}],
  ['that lives on, whatever Expires says', ['a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=60'], { a: '1' }],
  ['taken back', ['a=1', 'a=; Max-Age=0'], {}],
  ['without a name', ['=1', 'junk'], {}],
  ['named like a part of objects', ['__proto__=1', 'constructor=2'], { ['__proto__']: '1', constructor: '2' }],
])('reads a cookie %s', (_name, lines, wanted) => {
  expect(Object.entries(readCookies(lines, 'sp.example.com', now))).toEqual(Object.entries(wanted));
});
