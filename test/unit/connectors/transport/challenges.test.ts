import { expect, it } from '@jest/globals';
import { offeredSchemes, readChallenges } from '../../../../src/connectors/transport/challenges.ts';

it.each([
  ['one scheme', 'NTLM', [{ scheme: 'ntlm', params: {} }]],
  ['a token', 'NTLM TlRMTVNTUAAC+/==', [{ scheme: 'ntlm', token: 'TlRMTVNTUAAC+/==', params: {} }]],
  [
    'several, as fetch joins them',
    'Negotiate, NTLM TlRM, Basic realm="a, b"',
    [
      { scheme: 'negotiate', params: {} },
      { scheme: 'ntlm', token: 'TlRM', params: {} },
      { scheme: 'basic', params: { realm: 'a, b' } },
    ],
  ],
  [
    'two of one scheme',
    'Digest realm="x", qop="auth,auth-int", nonce="n=\\"1", algorithm=MD5,Digest realm=y , nonce="2", stale=TRUE',
    [
      { scheme: 'digest', params: { realm: 'x', qop: 'auth,auth-int', nonce: 'n="1', algorithm: 'MD5' } },
      { scheme: 'digest', params: { realm: 'y', nonce: '2', stale: 'TRUE' } },
    ],
  ],
  ['empty members', ' , NTLM ,, Basic realm="x",', [{ scheme: 'ntlm' }, { scheme: 'basic', params: { realm: 'x' } }]],
  ['nothing', undefined, []],
  ['rubbish', '"" x', []],
])('reads %s', (_, header, expected) => {
  expect(readChallenges(header)).toMatchObject(expected);
});

it('names only schemes that are known', () => {
  expect(offeredSchemes(readChallenges('Basic realm="a", Canary-Secret realm="b", NTLM, Basic realm="c"'))).toBe(
    'Basic, NTLM',
  );
});
