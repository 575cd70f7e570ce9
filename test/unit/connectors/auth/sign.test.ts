import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { certificateEnd, signJwt, signProblem } from '../../../../src/connectors/auth/sign.ts';
import { lockedKey } from '../../../support/locked-key.ts';
import { certificateUntil } from '../../../support/fakes/certificate.ts';
import { testContext, testNow } from '../../../support/test-context.ts';

const end = new Date('2027-01-01T00:00:00Z');
const good = await certificateUntil(end);
const other = await certificateUntil(end);
const options = { key: '{{secret.key}}', certificate: '{{secret.pem}}', algorithm: 'PS256', claims: { iss: 'me' } };
const names = (key: string, pem = good.certificate) => ({ secret: { key, pem } });

describe('a signed JWT with a certificate', () => {
  it('names the certificate by its SHA-256 thumbprint, and lives for five minutes', async () => {
    const made = await signJwt(options, names(good.privateKey), testContext());

    const { jwt } = made as { jwt: string };
    expect(decodeProtectedHeader(jwt)).toMatchObject({ alg: 'PS256', 'x5t#S256': good.thumbprint });
    expect(decodeJwt(jwt)).toMatchObject({ iss: 'me', iat: testNow / 1000, exp: testNow / 1000 + 300 });
  });

  it('ends when the certificate does', () => {
    expect(certificateEnd(options, names(good.privateKey))).toEqual(end);
  });

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  it.each([
    ['a key of another certificate', names(other.privateKey), 'key does not belong to pem'],
    ['a key of another kind', names(ec as string), 'key is not of the kind RSA'],
    ['no certificate', names(good.privateKey, 'none'), 'pem is not a certificate in PEM form'],
  ])('is refused before it is sent: %s', (_what, input, problem) => {
    expect(signProblem(options, input)).toBe(problem);
  });
});

describe('a key of many rounds', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const locked = { ...options, passphrase: '{{secret.passphrase}}' };
  const entered = (passphrase: string, pem = good.certificate) => ({
    secret: { key: lockedKey(privateKey, 'open', 100_000), passphrase, pem },
  });

  it('is not decrypted before the test', () => {
    expect(signProblem(locked, entered('wrong'))).toBeUndefined();
    expect(signProblem(locked, entered('open', 'none'))).toBe('pem is not a certificate in PEM form');
  });

  it.each([
    ['its passphrase does not fit', 'wrong', /^key cannot be decrypted/],
    ['it is of another certificate', 'open', /^key does not belong to pem/],
  ])('is refused in the test where %s', async (_what, passphrase, about) => {
    expect(await signJwt(locked, entered(passphrase), testContext())).toMatchObject({
      reason: 'SecretInvalid',
      about: expect.stringMatching(about),
    });
  });

  it('is decrypted once a test, and signs as often as it has to', async () => {
    const context = testContext();
    const { certificate: _, ...alone } = locked;
    const input = entered('open');
    const time = async () => {
      const start = performance.now();
      expect(await signJwt(alone, input, context)).toHaveProperty('jwt');
      return performance.now() - start;
    };
    await time();
    const before = process.cpuUsage();

    await time();

    const { user, system } = process.cpuUsage(before);
    // 100,000 rounds take 30 ms and more.
    expect((user + system) / 1000).toBeLessThan(30);
  });

  it('is given up when the time is over', async () => {
    const signal = AbortSignal.abort();

    expect(await signJwt(locked, entered('open'), testContext({ signal }))).toMatchObject({ reason: 'TimedOut' });
  });
});
