import { describe, expect, it } from '@jest/globals';
import type { PlatformMethod } from '../../src/api/platform.gen.ts';
import { ownPlatform, type Reply } from '../unit/connectors/http-driver/own-platform.ts';

/** Servers that send back what they were shown, changed on its way by no one's intent. */
const platform = ownPlatform();
const password = 'Kö-canary/ÉTÉ 7_ß$Maß';
const secret = { user: 'finance-service', password };
const method: Partial<PlatformMethod> = {
  secret: { properties: { user: { type: 'string' }, password: { type: 'string', writeOnly: true } } },
  credential: { basic: { username: '{{secret.user}}', password: '{{secret.password}}' } },
};
const utf8 = Buffer.from(password);
const token = 'tok_4bQ9xZ71mLr8Wv2Hc6Tn';
const bearer: Partial<PlatformMethod> = {
  secret: { properties: { key: { type: 'string', writeOnly: true } } },
  credential: { bearer: '{{secret.key}}' },
};

function escapedWith(write: (char: string) => string): string {
  return password
    .split('')
    .map((char) => (/[ -~]/.test(char) && char !== '"' ? char : write(char)))
    .join('');
}
const hexOf = (char: string) => char.codePointAt(0)!.toString(16);

describe('a credential that somebody has misread is one all the same', () => {
  it.each<[string, Reply]>([
    ['UTF-8 read as Latin-1', [200, { id: utf8.toString('latin1') }]],
    ['UTF-8 read as Latin-1, twice', [200, { id: Buffer.from(utf8.toString('latin1')).toString('latin1') }]],
    ['Latin-1 read as UTF-8', [200, { id: utf8Of(password) }]],
    ['letters taken apart', [200, { id: password.normalize('NFD') }]],
    ['a header in UTF-8', [200, { id: '1' }, { 'x-user': utf8.toString('latin1') }]],
    ['UTF-8 read as Windows-1252', [200, { id: windows1252(utf8) }]],
    ['UTF-8 read as Latin-1, in lower case', [200, { id: utf8.toString('latin1').toLowerCase() }]],
    ['in lower case, read as Latin-1', [200, { id: Buffer.from(password.toLowerCase()).toString('latin1') }]],
    ['in capitals, read as Windows-1252', [200, { id: windows1252(Buffer.from(password.toUpperCase())) }]],
    ['Latin-1 read as UTF-8, in capitals', [200, { id: utf8Of(password).toUpperCase() }]],
    ['letters taken apart, in lower case, misread', [200, { id: misreadApart() }]],
    ['read as Cyrillic, in capitals', [200, { id: new TextDecoder('windows-1251').decode(utf8).toUpperCase() }]],
    ['question marks for letters, in lower case', [200, { id: password.replace(/[^ -~]/g, '?').toLowerCase() }]],
    ['letters beyond ASCII left out, in capitals', [200, { id: password.replace(/[^ -~]/g, '').toUpperCase() }]],
    ['a header misread, in lower case', [200, { id: '1' }, { 'x-user': utf8.toString('latin1').toLowerCase() }]],
    ['zeros between the letters', [200, { id: password.split('').join('\0') }]],
    ['\\x of Python', [200, { id: '1', more: escapedWith((char) => `\\x${hexOf(char)}`) }]],
    ['\\u{} of JavaScript', [200, { id: '1', more: escapedWith((char) => `\\u{${hexOf(char)}}`) }]],
    ['names of HTML', [200, { id: htmlNames() }]],
  ])('%s', async (_kind, reply) => {
    platform.answer = () => reply;

    const verdict = await platform.test({ method, secret });

    expect(verdict).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringMatching(/ returns the credential$/),
    });
    expect(verdict).not.toHaveProperty('account.id');
  });
});

it('a password of other letters alone, misread and in lower case', async () => {
  const cyrillic = 'ПарольКанарейки';
  platform.answer = () => [200, { id: Buffer.from(cyrillic).toString('latin1').toLowerCase() }];

  expect(await platform.test({ method, secret: { user: 'u', password: cyrillic } })).toMatchObject({
    reason: 'UnexpectedReply',
  });
});

it('a name that has the letters of a password in it, and others between, is a name', async () => {
  platform.answer = () => [200, { id: '1', name: 'K canary T and Mass' }];

  expect(await platform.test({ method, secret })).toMatchObject({ outcome: 'connected' });
});

describe('a credential that was cut to the length of a name is not stored', () => {
  it.each([
    ['its beginning', token.slice(0, 14)],
    ['its end', token.slice(-14)],
    ['its middle', token.slice(5, 19)],
    ['within a longer name', `user ${token.slice(0, 13)}… (API)`],
    ['in capitals', token.slice(0, 14).toUpperCase()],
    ...(['base64', 'base64url', 'hex'] as const).flatMap((encoding): [string, string][] => [
      [`its beginning, in ${encoding}`, Buffer.from(token.slice(0, 12)).toString(encoding)],
      [`its end, in ${encoding}`, Buffer.from(token.slice(-12)).toString(encoding)],
      [`its middle, in ${encoding}`, Buffer.from(token.slice(5, 18)).toString(encoding)],
      [`within a longer name, in ${encoding}`, `user ${Buffer.from(token.slice(7)).toString(encoding)}, API`],
    ]),
    ['with percent signs', encodeURIComponent(token.slice(0, 14)).replace('_', '%5F')],
    ['with escapes of its own', token.slice(0, 14).replace('_', '\\u005f')],
    ['with entities', token.slice(0, 14).replace('_', '&#95;')],
    ['as mail writes it', token.slice(0, 14).replace('_', '=5F')],
  ])('%s', async (_kind, name) => {
    platform.answer = () => [200, { id: '1', name }];

    expect(await platform.test({ method: bearer, secret: { key: token } })).toMatchObject({
      outcome: 'inconclusive',
      reason: 'UnexpectedReply',
      about: expect.stringMatching(/ returns a part of the credential$/),
    });
  });

  it('nor where the account is another one than was wanted', async () => {
    platform.answer = () => [200, { id: '1', name: token.slice(0, 14), tenant: 'other' }];
    const step = {
      expect: [{ setting: 'tenant', is: 'json.tenant' }],
      facts: { account: { id: 'json.id', name: 'json.name' } },
    };

    const verdict = await platform.test({
      method: bearer,
      secret: { key: token },
      step,
      config: { tenant: 'mine' },
    });

    expect(verdict).toMatchObject({ reason: 'IdentityMismatch', account: { id: '1' } });
    expect(verdict).not.toHaveProperty('account.name');
  });
});

describe('what only looks like a part of a credential may be a name', () => {
  it.each([
    ['a number that a token begins with', '1/1200123456789:0123456789abcdef0123456789abcdef', '1200123456789'],
    ['a short piece', 'finance-7', 'finance'],
  ])('%s', async (_kind, key, name) => {
    platform.answer = () => [200, { id: '1', name }];

    expect(await platform.test({ method: bearer, secret: { key } })).toMatchObject({ outcome: 'connected' });
  });

  it('the user name that a password begins with', async () => {
    platform.answer = () => [200, { id: '1', name: 'finance-service' }];
    const own = { user: 'finance-service', password: 'finance-service1' };

    expect(await platform.test({ method, secret: own })).toMatchObject({ outcome: 'connected' });
  });
});

function htmlNames(): string {
  return password.replaceAll('ö', '&ouml;').replaceAll('É', '&Eacute;').replaceAll('ß', '&szlig;');
}

function windows1252(bytes: Buffer): string {
  return new TextDecoder('windows-1252').decode(bytes);
}

function utf8Of(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

function misreadApart(): string {
  return Buffer.from(password.normalize('NFD').toLowerCase()).toString('latin1');
}
