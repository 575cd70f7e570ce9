import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decodeProtectedHeader } from 'jose';
import { assertionExpiry, assertionProblem, signAssertion } from '../../../../src/connectors/auth/assertion.ts';
import { certificateUntil } from '../../../support/fakes/certificate.ts';
import { testNow } from '../../../support/test-context.ts';

const end = new Date('2027-01-01T00:00:00Z');
const good = await certificateUntil(end);
const other = await certificateUntil(end);
const options = { key: '{{secret.key}}', certificate: '{{secret.pem}}', algorithm: 'PS256', claims: { iss: 'me' } };
const scope = (key: string, pem = good.certificate) => ({
  config: {},
  secret: { key, pem },
  values: {},
  session: {},
  requires: {},
});

describe('A signed assertion with a certificate', () => {
  it('names the certificate by its SHA-256 thumbprint', async () => {
    const jwt = await signAssertion(options, scope(good.privateKey), testNow);

    expect(decodeProtectedHeader(jwt as string)).toMatchObject({ alg: 'PS256', 'x5t#S256': good.thumbprint });
  });

  it.each(['oauth2', 'jwtBearer'] as const)('ends when the certificate does: %s', (strategy) => {
    const auth = { [strategy]: { tokenUrl: 'https://id.example.com/token', assertion: options } };

    expect(assertionExpiry(auth, scope(good.privateKey))).toEqual(end);
  });

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  it.each([
    ['a key of another certificate', scope(other.privateKey), 'key does not belong to pem'],
    ['a key of another kind', scope(ec as string), 'key is not of the kind RSA'],
    ['no certificate', scope(good.privateKey, 'none'), 'pem is not a certificate in PEM form'],
  ])('is refused before it is sent: %s', (_what, input, problem) => {
    expect(assertionProblem(options, input)).toBe(problem);
  });
});
