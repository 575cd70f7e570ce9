import { expect } from '@jest/globals';
import type { StandardCase } from '../../support/matrix.ts';
import { clientSecret, foreign, own, userPassword } from './realm.ts';

export interface Row {
  name: string;
  standard?: StandardCase;
  platform?: 'http-endpoint' | 'alfresco';
  method?: string;
  /** Of the address of the token endpoint. */
  realm?: string;
  plain?: true;
  config?: Record<string, unknown>;
  secret?: Record<string, string>;
  /** Trust nobody but the public authorities. */
  untrusting?: true;
  expect: object;
  /** Sign-ins that Keycloak must have logged; default 1. */
  logins?: number;
}

const client = { clientId: 'svc', clientSecret };
const rejected = { outcome: 'failed', reason: 'CredentialsRejected' };
const refusedFor = (cause: string) => ({
  reason: 'AccessRefused',
  causes: expect.arrayContaining([expect.stringContaining(cause)]),
});
const connected = { outcome: 'connected' };

const clients: Row[] = ['client-credentials', 'client-secret-post'].flatMap((method): Row[] => [
  { name: 'right', standard: 'right', method, secret: client, expect: connected },
  {
    name: 'wrong secret',
    standard: 'wrong password',
    method,
    secret: { ...client, clientSecret: 'canary-wrong' },
    expect: refusedFor('the client secret is wrong'),
  },
  { name: 'wrong client', standard: 'wrong user', method, secret: { ...client, clientId: 'nobody' }, expect: rejected },
  {
    name: 'a client without a service account',
    method,
    secret: { ...client, clientId: 'without-account' },
    expect: refusedFor('not allowed to use this grant'),
  },
  { name: 'a disabled client', method, secret: { ...client, clientId: 'disabled' }, expect: rejected },
  {
    name: 'a public client',
    method,
    secret: { ...client, clientId: 'public' },
    expect: refusedFor('not allowed to use this grant'),
  },
  {
    name: 'a client that signs in with a key',
    method,
    secret: { ...client, clientId: 'signed' },
    expect: rejected,
  },
  {
    name: 'a client that signs in with a certificate',
    method,
    secret: { ...client, clientId: 'by-certificate' },
    expect: rejected,
  },
]);

const settings: Row[] = [
  {
    name: 'wrong realm',
    standard: 'wrong path',
    realm: 'gone',
    secret: client,
    expect: { reason: 'TargetNotFound' },
    logins: 0,
  },
  { name: 'a disabled realm', realm: 'off', secret: client, expect: { reason: 'AccessRefused' }, logins: 0 },
  {
    name: 'a realm that wants TLS, without it',
    realm: 'tls',
    plain: true,
    secret: client,
    expect: { reason: 'InvalidConfiguration' },
    logins: 0,
  },
  {
    name: 'a scope that it does not know',
    secret: client,
    config: { scope: 'openid gone' },
    expect: { reason: 'InvalidConfiguration', about: expect.stringContaining('invalid_scope') },
  },
  {
    name: 'a token without the scope that the address wants',
    secret: client,
    config: { scope: 'email' },
    expect: { reason: 'ScopeMissing' },
  },
  {
    name: 'no permission',
    standard: 'no write permission',
    secret: client,
    config: { path: '/admin/realms/acme' },
    expect: { reason: 'PermissionDenied' },
  },
  {
    name: 'unknown certificate',
    standard: 'unknown certificate',
    secret: client,
    untrusting: true,
    expect: { reason: 'CertificateUntrusted' },
    logins: 0,
  },
];

const signed = { clientId: 'signed', privateKey: own.privateKey };
const keys: Row[] = [
  { name: 'right, with a key', standard: 'right', secret: signed, expect: connected },
  {
    name: 'the key of another',
    standard: 'wrong password',
    secret: { ...signed, privateKey: foreign.privateKey },
    expect: { reason: 'AccessRefused' },
  },
  {
    name: 'a key, wrong client',
    standard: 'wrong user',
    secret: { ...signed, clientId: 'nobody' },
    expect: { reason: 'AccessRefused' },
  },
  {
    name: 'a key, wrong audience',
    secret: signed,
    config: { audience: 'https://elsewhere.example.com' },
    expect: {
      reason: 'AccessRefused',
      causes: expect.arrayContaining([expect.stringContaining('spec.config.audience')]),
    },
  },
  { name: 'a key, another key ID', secret: { ...signed, keyId: 'key-2' }, expect: { reason: 'AccessRefused' } },
  {
    name: 'a key, of a client that signs in with a secret',
    secret: { ...signed, clientId: 'svc' },
    expect: { reason: 'AccessRefused' },
  },
].map((row) => ({ method: 'private-key-jwt', ...row }) as Row);

const user = { clientId: 'files', clientSecret, username: 'svc', password: userPassword };
const users: Row[] = [
  { name: 'right, a user', standard: 'right', secret: user, expect: { ...connected, account: { id: 'svc' } } },
  {
    name: 'right, a user of a public client',
    standard: 'right',
    secret: { clientId: 'public', username: 'svc', password: userPassword },
    expect: connected,
  },
  {
    name: 'wrong password of a user',
    standard: 'wrong password',
    secret: { ...user, username: 'wrong', password: 'canary-wrong' },
    expect: rejected,
  },
  { name: 'wrong user', standard: 'wrong user', secret: { ...user, username: 'nobody' }, expect: rejected },
  { name: 'wrong secret of the client', secret: { ...user, clientSecret: 'canary-wrong' }, expect: rejected },
  { name: 'a disabled user', secret: { ...user, username: 'off' }, expect: { reason: 'CredentialsRevoked' } },
  { name: 'a required action', secret: { ...user, username: 'action' }, expect: { reason: 'InteractionRequired' } },
  {
    name: 'a client without direct access grants',
    secret: { ...user, clientId: 'svc' },
    expect: { outcome: 'failed', reason: expect.stringMatching(/InteractionRequired|InvalidConfiguration/) },
  },
].map((row) => ({ platform: 'alfresco', method: 'oidc-password', ...row }) as Row);

export const rows: Row[] = [...clients, ...settings, ...keys, ...users];
export const right = clients[0]!;
export const locked = users[0]!;
