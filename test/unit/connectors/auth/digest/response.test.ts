import { expect, it } from '@jest/globals';
import { readChallenges } from '../../../../../src/connectors/transport/challenges.ts';
import { chooseChallenge } from '../../../../../src/connectors/auth/digest/challenge.ts';
import { authorization } from '../../../../../src/connectors/auth/digest/response.ts';
import { failure, isFailure } from '../../../../../src/connectors/failure.ts';

const mufasa = { username: 'Mufasa', password: 'Circle of Life' };
const index = { method: 'GET', url: new URL('http://www.example.org/dir/index.html') };
const common =
  'realm="http-auth@example.org", qop="auth, auth-int", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"';
const use = { count: 1, cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ' };

/** RFC 7616, 3.9.1 */
it.each([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
])('answers the example of the specification, %s', (algorithm, response) => {
  const header = answer(`Digest ${common}, algorithm=${algorithm}`, mufasa, index, use);

  expect(header).toContain(`response="${response}"`);
  expect(header).toMatch(/^Digest username="Mufasa", realm="http-auth@example.org", uri="\/dir\/index.html", /);
  expect(header).toContain(
    `algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, qop=auth`,
  );
});

/** RFC 7616, 3.9.2, with the hashes of erratum 4897: those of the text were not made with SHA-512/256. */
it('answers the example with a name that is hashed', () => {
  const challenge =
    'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", opaque="HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS", charset=UTF-8, userhash=true';
  const header = answer(
    challenge,
    { username: 'Jäsøn Doe', password: 'Secret, or not?' },
    { method: 'GET', url: new URL('http://api.example.org/doe.json') },
    { count: 1, cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v' },
  );

  expect(header).toContain(
    'username="793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b", userhash=true',
  );
  expect(header).toContain('response="3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"');
});

function answer(header: string, ...[login, asked, nonce]: [typeof mufasa, typeof index, typeof use]): string {
  const challenge = chooseChallenge(readChallenges(header), () => failure('InvalidConfiguration'));
  if (isFailure(challenge)) throw new Error(challenge.about);
  return authorization(challenge, login, asked, nonce);
}
