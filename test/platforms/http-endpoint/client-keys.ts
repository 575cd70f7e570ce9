import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { FakeRoute } from '../../support/fake-platform.ts';
import type { FakedMethod, Row } from '../../support/http-cases.ts';
import { testNow } from '../../support/test-context.ts';
import { endpoint, minted, tokenUrl, url } from './endpoint.ts';

const clientSecret = 'canary-secret-84';
const issued = { json: { access_token: minted, token_type: 'Bearer', expires_in: 60 } };
const refused = { status: 401, json: { error: 'invalid_client' }, headers: { date: new Date(testNow).toUTCString() } };
const client = { url, tokenUrl, scope: 'read write' };
const me = endpoint('authorization', `Bearer ${minted}`);
const inHeader: NonNullable<FakeRoute['faults']> = ({ headers }) =>
  headers['authorization'] === undefined ? [] : ['the client is in a header too'];

/** RFC 6749, 2.3.1: client_secret_post. */
export const posted: FakedMethod = {
  method: 'client-secret-post',
  routes: {
    me,
    token: {
      on: `POST ${tokenUrl}`,
      form: { grant_type: 'client_credentials', scope: 'read write', client_id: 'client 1', client_secret: /./ },
      faults: inHeader,
      accepts: ({ form }) => form['client_secret'] === clientSecret,
      good: issued,
      refused,
    },
  },
  config: client,
  secret: { clientId: 'client 1', clientSecret },
  canaries: [minted],
};

const keyPair = (curve?: string) => {
  const encoding = { privateKeyEncoding: { type: 'pkcs8', format: 'pem' } } as const;
  const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
  return curve === undefined
    ? generateKeyPairSync('rsa', { modulusLength: 2048, ...encoding, publicKeyEncoding })
    : generateKeyPairSync('ec', { namedCurve: curve, ...encoding, publicKeyEncoding });
};
const rsa = keyPair();
const ec = keyPair('P-256');
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

interface Wanted {
  key?: string;
  algorithm?: string;
  audience?: string;
  keyId?: string;
}

/** RFC 7523, 3: who signed, for whom, for how long, and never twice. */
function assertionRoute({ key = rsa.publicKey, algorithm = 'RS256', audience = tokenUrl, keyId }: Wanted): FakeRoute {
  const seen = new Set<unknown>();
  return {
    on: `POST ${tokenUrl}`,
    form: {
      grant_type: 'client_credentials',
      scope: 'read write',
      client_id: 'client-1',
      client_assertion_type: assertionType,
      client_assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/,
    },
    faults: inHeader,
    async accepts({ form }) {
      const jwt = form['client_assertion'] ?? '';
      const wanted = { algorithms: [algorithm], audience, issuer: 'client-1', subject: 'client-1' };
      const read = await jwtVerify(jwt, createPublicKey(key), { ...wanted, currentDate: new Date(testNow) }).catch(
        () => undefined,
      );
      const { jti, exp = 0, iat = 0 } = read?.payload ?? {};
      const isNew = jti !== undefined && !seen.has(jti);
      seen.add(jti);
      return isNew && exp - iat <= 300 && decodeProtectedHeader(jwt).kid === keyId;
    },
    good: issued,
    refused,
  };
}

export const keyed: FakedMethod = {
  method: 'private-key-jwt',
  routes: { me, token: assertionRoute({}) },
  config: client,
  secret: { clientId: 'client-1', privateKey: rsa.privateKey },
  canaries: [minted],
};

/** Variants of the same client, with what the server then has to see. */
export const keyedVariants: [FakedMethod, string][] = [
  [
    {
      ...keyed,
      routes: { me, token: assertionRoute({ key: ec.publicKey, algorithm: 'ES256' }) },
      config: { ...client, algorithm: 'ES256' },
      secret: { clientId: 'client-1', privateKey: ec.privateKey },
    },
    'a key of the kind EC',
  ],
  [
    {
      ...keyed,
      routes: { me, token: assertionRoute({ algorithm: 'PS256', audience: 'urn:login', keyId: 'key-1' }) },
      config: { ...client, algorithm: 'PS256', audience: 'urn:login' },
      secret: { ...keyed.secret, keyId: 'key-1' },
    },
    'another algorithm, audience and key ID',
  ],
];

export const keyedRows: Row[] = [
  {
    kind: 'rejected',
    name: 'the key of somebody else',
    secret: { privateKey: keyPair().privateKey },
    hits: { me: 1, token: 1 },
    expect: { reason: 'AccessRefused', stage: 'Authenticated', causes: 3 },
  },
  {
    name: 'clocks that differ',
    replies: { token: { status: 401, json: { error: 'invalid_client' }, dateMs: 120_000 } },
    expect: 'ClockSkew',
  },
  {
    name: 'the token is refused twice',
    replies: { me: { status: 401 } },
    hits: { me: 3, token: 2 },
    expect: { reason: 'AccessRefused', stage: 'Authorized' },
  },
  { name: 'no token', replies: { token: { json: {} } }, expect: 'UnexpectedReply' },
  {
    kind: 'malformed secret',
    name: 'an EC key for RS256',
    secret: { privateKey: ec.privateKey },
    offline: true,
    expect: { reason: 'SecretInvalid', about: /`privateKey` of the Secret is not of the kind RSA/ },
  },
  {
    kind: 'malformed secret',
    name: 'no key',
    without: ['privateKey'],
    expect: { reason: 'SecretKeyMissing', about: /privateKey|clientSecret/ },
  },
  {
    name: 'an algorithm without a key',
    config: { algorithm: 'none' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /algorithm/ },
  },
];
