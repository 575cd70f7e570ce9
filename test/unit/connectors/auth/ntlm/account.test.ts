import { expect, it } from '@jest/globals';
import { accountName, readAccount } from '../../../../../src/connectors/auth/ntlm/account.ts';

it.each([
  ['svc', undefined, '', 'svc', 'svc'],
  ['svc', 'ACME', 'ACME', 'svc', 'ACME\\svc'],
  ['ACME\\svc', undefined, 'ACME', 'svc', 'ACME\\svc'],
  ['acme\\svc', 'ACME', 'acme', 'svc', 'acme\\svc'],
  ['.\\svc', undefined, '.', 'svc', '.\\svc'],
  ['svc@acme.example', undefined, '', 'svc@acme.example', 'svc@acme.example'],
  ['svc@acme.example', 'ACME', '', 'svc@acme.example', 'svc@acme.example'],
])('%s with the domain %s', (username, domain, wantedDomain, user, name) => {
  const account = readAccount(username, domain);

  expect(account).toEqual({ domain: wantedDomain, user });
  expect(accountName(account as Exclude<typeof account, string>)).toBe(name);
});

it.each([
  ['a\\b\\c', undefined, /more than one backslash/],
  ['ACME/svc', undefined, /slash: write DOMAIN\\user/],
  ['ACME\\', undefined, /ends after its domain/],
  ['OTHER\\svc', 'ACME', /another domain/],
])('says what is wrong with %s', (username, domain, wrong) => {
  expect(readAccount(username, domain)).toMatch(wrong);
});
