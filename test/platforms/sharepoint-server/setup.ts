import { expect } from '@jest/globals';
import type { FakedMethod, Row } from '../../support/http-cases.ts';
import { adfsUrl, relyingParty } from './adfs-fake.ts';
import { iis, secondPart, password, routes, siteUrl, ticket, username } from './fake.ts';
import { missingRows } from '../shared/secrets/missing.ts';

/** Whatever happens, the password has gone to one place, and a sign-in has been made once. */
function oneAttempt(hits: Readonly<Record<string, number>>): void {
  const { login = 0, adfs = 0, unknownParty = 0, logins = 0, trust = 0 } = hits;
  expect({ attempts: login + adfs + unknownParty + logins <= 1, trust: trust <= 1 }).toEqual({
    attempts: true,
    trust: true,
  });
}

const shared = { secret: { username, password }, canaries: [ticket, secondPart], always: oneAttempt };

export const basic: FakedMethod = { ...shared, method: 'basic', routes: routes('basic'), config: { siteUrl } };
export const ntlm: FakedMethod = {
  ...shared,
  method: 'ntlm',
  routes: routes('ntlm'),
  front: iis(),
  config: { siteUrl },
};
export const forms: FakedMethod = {
  ...shared,
  method: 'forms',
  routes: routes('session'),
  config: { siteUrl },
  signIn: ['login'],
};
export const adfs: FakedMethod = {
  ...shared,
  method: 'adfs',
  routes: routes('session'),
  config: { siteUrl, adfsUrl: `${adfsUrl}/adfs/ls/`, relyingParty },
  // Once ADFS has signed, the secret is accepted, whatever the site says of what was signed.
  signIn: ['adfs', 'unknownParty'],
};

export const account = {
  id: 'i:0#.w|corp\\svc-migration',
  name: 'Migration',
  email: 'svc@example.com',
  administrator: false,
};
export const readWriteUpdate = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' } as const;

const offline = (name: string, config: object, about: RegExp): Row => ({
  name,
  config: config as Record<string, unknown>,
  offline: true,
  expect: { reason: 'InvalidConfiguration', about },
});

/** What a person can enter wrongly, whatever the method. */
export const inputRows: Row[] = [
  ...missingRows('username', 'password'),
  offline('no scheme', { siteUrl: 'sharepoint.example.com' }, /siteUrl .*for example https/),
  ...['/SitePages/Home.aspx', '/_layouts/15/start.aspx', '/_api/web', '?web=1', '#/x'].map((rest) =>
    offline(`the address of a page: ${rest}`, { siteUrl: `${siteUrl}${rest}` }, /siteUrl/),
  ),
  offline('a user in the address', { siteUrl: 'https://svc@sharepoint.example.com' }, /siteUrl/),
  {
    kind: 'malformed secret',
    name: 'an empty password',
    secret: { password: '' },
    expect: { reason: 'SecretKeyMissing', about: /password/ },
  },
];
