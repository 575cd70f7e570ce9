import { generateKeyPairSync } from 'node:crypto';
import { describe, it } from '@jest/globals';
import type { Answer } from '../support/fake-platform.ts';
import { testNow } from '../support/test-context.ts';
import { holdVerdict, type VerdictCase } from './verdict-case.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const google = JSON.stringify({
  type: 'service_account',
  project_id: 'acme',
  private_key_id: 'a1',
  private_key: privateKey,
  client_email: 'svc@acme.iam.gserviceaccount.com',
  client_id: '104857600000000000000',
  token_uri: 'https://oauth2.googleapis.com/token',
});

/** Says the same of every assertion. */
function signed(error: string, date: string): VerdictCase['answer'] {
  return ({ method }): Answer =>
    method === 'POST' ? { status: 401, json: { error }, headers: { date } } : { status: 401 };
}
const keyed = {
  platform: 'http-endpoint',
  method: 'private-key-jwt',
  config: { url: 'https://api.example.com/me', tokenUrl: 'https://id.example.com/token' },
  secret: { clientId: 'svc', privateKey },
};
const agreed = new Date(testNow).toUTCString();
const bucket = { platform: 'google-cloud-storage', config: { bucket: 'acme' }, secret: { serviceAccountJson: google } };

describe('an assertion that a server without a Date refuses, as Keycloak is one', () => {
  it.each<VerdictCase>([
    {
      name: 'a key of a client',
      ...keyed,
      answer: signed('invalid_client', ''),
      reason: 'AccessRefused',
      says: /clocks/,
    },
    { name: 'a grant', ...keyed, answer: signed('invalid_grant', ''), reason: 'AccessRefused', says: /clocks/ },
    {
      name: 'of a service account, to a vendor that sends one always',
      ...bucket,
      answer: signed('invalid_grant', ''),
      reason: 'UnexpectedReply',
      says: /no Date/,
    },
    {
      name: 'with a Date',
      ...keyed,
      answer: signed('invalid_client', agreed),
      reason: 'AccessRefused',
      says: /`clientId` is wrong/,
    },
    {
      name: 'with another Date',
      ...keyed,
      answer: signed('invalid_client', 'Mon, 02 Feb 2026 00:00:00 GMT'),
      reason: 'ClockSkew',
    },
  ])('$name', holdVerdict);
});

/** RFC 6750, 3.1: the token is good, and lacks a scope. */
const lacking =
  (status: number, header: string): VerdictCase['answer'] =>
  ({ headers }) =>
    headers['authorization'] === undefined ? { status: 401 } : { status, headers: { 'www-authenticate': header } };
const insufficient = 'Bearer realm="acme", error="insufficient_scope", error_description="Missing openid scope"';
const endpoint = {
  platform: 'http-endpoint',
  method: 'bearer',
  config: { url: 'https://api.example.com/me' },
  secret: { token: 'made-up-token' },
};

describe('a token without the scope that is wanted', () => {
  it.each<VerdictCase>([
    { name: 'http-endpoint', ...endpoint, answer: lacking(403, insufficient), reason: 'ScopeMissing' },
    {
      name: 'beside another scheme',
      ...endpoint,
      answer: lacking(403, `Basic realm="acme", ${insufficient}`),
      reason: 'ScopeMissing',
    },
    {
      name: 'without spaces',
      ...endpoint,
      answer: lacking(403, 'Bearer error=insufficient_scope'),
      reason: 'ScopeMissing',
    },
    {
      name: 'jira-data-center',
      platform: 'jira-data-center',
      config: { url: 'https://jira.example.com' },
      secret: { personalAccessToken: 'made-up' },
      answer: lacking(403, insufficient),
      reason: 'ScopeMissing',
    },
    {
      name: 'webdav',
      platform: 'webdav',
      method: 'bearer',
      config: { url: 'https://dav.example.com/files/' },
      secret: { bearerToken: 'made-up' },
      answer: lacking(403, insufficient),
      reason: ['ScopeMissing', 'AccessRefused'],
    },
    {
      name: 'another error',
      ...endpoint,
      answer: lacking(403, 'Bearer error="invalid_request"'),
      reason: 'AccessRefused',
    },
    {
      name: 'of another scheme',
      ...endpoint,
      answer: lacking(403, 'Basic error="insufficient_scope"'),
      reason: 'AccessRefused',
    },
  ])('$name', holdVerdict);
});
