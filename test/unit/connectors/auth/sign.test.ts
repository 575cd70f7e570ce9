import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { certificateEnd, signJwt, signProblem } from '../../../../src/connectors/auth/sign.ts';
import { certificateUntil } from '../../../support/fakes/certificate.ts';
import { testNow } from '../../../support/test-context.ts';

const end = new Date('2027-01-01T00:00:00Z');
const good = await certificateUntil(end);
const other = await certificateUntil(end);
const options = { key: '{{secret.key}}', certificate: '{{secret.pem}}', algorithm: 'PS256', claims: { iss: 'me' } };
const names = (key: string, pem = good.certificate) => ({ secret: { key, pem } });

describe('a signed JWT with a certificate', () => {
  it('names the certificate by its SHA-256 thumbprint, and lives for five minutes', async () => {
    const made = await signJwt(options, names(good.privateKey), testNow);

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
