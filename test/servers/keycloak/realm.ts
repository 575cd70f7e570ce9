import { createPublicKey, generateKeyPairSync } from 'node:crypto';

export const clientSecret = 'canary-client-secret';
export const userPassword = 'canary-user-pw';

const newKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
/** Of the client `signed`, and of nobody. */
export const own = newKeys();
export const foreign = newKeys();

const jwk = { ...createPublicKey(own.publicKey).export({ format: 'jwk' }), kid: 'key-1', use: 'sig', alg: 'RS256' };

interface Client {
  serviceAccountsEnabled?: boolean;
  directAccessGrantsEnabled?: boolean;
  enabled?: boolean;
  publicClient?: boolean;
  clientAuthenticatorType?: string;
  attributes?: Record<string, string>;
}

function client(clientId: string, more: Client = {}): object {
  return { clientId, enabled: true, secret: clientSecret, serviceAccountsEnabled: true, ...more };
}

function user(username: string, more: object = {}): object {
  const names = { email: `${username}@acme.example`, firstName: 'A', lastName: 'B' };
  return {
    username,
    enabled: true,
    ...names,
    credentials: [{ type: 'password', value: userPassword }],
    ...more,
  };
}

const direct = { serviceAccountsEnabled: false, directAccessGrantsEnabled: true };

/** Locks a user for an hour after the second wrong password. */
const acme = {
  realm: 'acme',
  enabled: true,
  sslRequired: 'none',
  bruteForceProtected: true,
  failureFactor: 2,
  quickLoginCheckMilliSeconds: 0,
  waitIncrementSeconds: 3600,
  maxFailureWaitSeconds: 7200,
  clients: [
    client('svc'),
    client('without-account', { serviceAccountsEnabled: false }),
    client('disabled', { enabled: false }),
    client('signed', {
      clientAuthenticatorType: 'client-jwt',
      attributes: { 'use.jwks.string': 'true', 'jwks.string': JSON.stringify({ keys: [jwk] }) },
    }),
    client('by-certificate', {
      clientAuthenticatorType: 'client-x509',
      attributes: { 'x509.subjectdn': 'CN=nobody' },
    }),
    client('files', direct),
    client('public', { ...direct, publicClient: true }),
  ],
  users: [
    user('svc'),
    user('wrong'),
    user('lockme'),
    user('off', { enabled: false }),
    user('action', { requiredActions: ['UPDATE_PASSWORD'] }),
  ],
};

const others = [
  { ...acme, realm: 'off', enabled: false, users: [], clients: [client('svc')] },
  { ...acme, realm: 'tls', sslRequired: 'all', users: [], clients: [client('svc')] },
];

export const realms: readonly { realm: string }[] = [acme, ...others];
