import { parse } from 'yaml';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';

/** A small Platform with each construct of the language, without a mistake. */
const source = `
title: Example
category: Collaboration
config:
  required: [url]
  properties:
    url: { type: string }
    teamId: { type: string }
    region: { type: string, default: eu, enum: [eu, us] }
hosts: ['{{config.url}}', login.example.com, '*.files.example.com']
define:
- base: config.url.trimSlash()
- host: 'config.region == "us" ? "us.example.com" : "eu.example.com"'
- scopes: headers["x-scopes"].words()
- wide: '"all" in scopes'
tables:
  login:
  - { when: json.error == "locked", outcome: AccountLocked }
  - { table: common }
  common:
  - { when: json.error == "busy", outcome: RateLimited, retryAfter: json.retry_after }
methods:
- name: bearer
  title: API key
  secret: { required: [apiKey], properties: { apiKey: { type: string } } }
  credential: { bearer: '{{secret.apiKey}}' }
- name: login
  title: Login
  secret: { $ref: '#/schemas/account' }
  signIn:
  - name: session
    request:
      method: POST
      url: '{{base}}/login'
      form: { user: '{{secret.username}}', pass: '{{secret.password}}' }
    replies:
    - table: login
    set: { token: json.token, id: json.id }
    facts: { identified: filled(json.token) }
  credential: { headers: { X-Session: '{{session.token}}' } }
  signOut:
  - request: { method: DELETE, url: '{{base}}/sessions/{{session.id}}' }
- name: refresh
  title: Refresh token
  secret: { required: [refreshToken], properties: { refreshToken: { type: string } } }
  signIn:
  - oauth2:
      grant: refresh_token
      tokenUrl: https://login.example.com/token
      refreshToken: '{{secret.refreshToken}}'
  credential: { bearer: '{{token.access}}' }
- name: ntlm
  title: NTLM
  byNameOnly: true
  secret: { $ref: '#/schemas/account' }
  credential: { ntlm: { username: '{{secret.username}}', password: '{{secret.password}}' } }
- name: automatic
  title: Automatic
  secret: { $ref: '#/schemas/account' }
  detect:
  - request: { url: '{{base}}' }
    replies:
    - { when: '"www-authenticate" in headers', use: ntlm }
    - { when: status == 200, use: login }
schemas:
  account:
    required: [username, password]
    properties: { username: { type: string }, password: { type: string } }
test:
- name: me
  request: { url: '{{base}}/me', headers: { Accept: application/json } }
  replies:
  - { when: json.error == "revoked", outcome: CredentialsRevoked }
  - { when: status == 400, outcome: AccessRefused, then: { request: { url: '{{base}}/status' }, replies: [{ when: status == 503, outcome: ServiceUnavailable }] } }
  - table: common
  set: { home: json.home }
  expect:
  - { setting: teamId, is: json.team.id }
  facts:
    identified: json.type == "user"
    account: { id: json.id, name: json.name }
    grants: { read: 'wide ? null : "read" in scopes' }
access:
- when: has(requires.path)
  request: { url: '{{base}}/users/{{account.id}}/{{requires.path|segments}}' }
  facts: { grants: { write: json.writable } }
probe:
  find:
    request: { url: '{{base}}/files', query: { name: '{{probe.name}}' } }
    set: { id: json.id }
  create:
    request: { method: PUT, url: '{{base}}/files/{{probe.name}}', file: { text: '{{probe.content}}' } }
    set: { id: json.id }
  read:
    request: { url: '{{base}}/files/{{probe.id}}' }
  overwrite:
    request: { method: PUT, url: '{{base}}/files/{{probe.id}}', file: { text: '{{probe.content}}' } }
  remove:
    request: { method: DELETE, url: '{{base}}/files/{{probe.id}}' }
`;

export function goodPlatform(): PlatformSpec {
  return parse(source) as PlatformSpec;
}

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

/** The good Platform after a change that no type allows. */
export function changed(change: (spec: Loose) => void): PlatformSpec {
  const spec = goodPlatform();
  change(spec);
  return spec;
}
