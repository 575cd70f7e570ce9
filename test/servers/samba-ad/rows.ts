import { allGranted, connected, failed, probe, taken, type Row } from '../samba/rows/row.ts';
import type { DomainServer } from './container.ts';

export interface DomainRow extends Row<DomainServer> {
  /** Wrong passwords that the domain has counted more than before, by account. */
  counted?: Record<string, number>;
}

const account = (id: string) => ({ ...connected, account: { id, name: id, tenant: 'corp.example' } });
const wrong = { password: 'canary-wrong', expect: failed('CredentialsRejected') };

const nameRows: DomainRow[] = [
  { name: 'DOMAIN\\user', username: 'CORP\\svc', expect: account('CORP\\svc'), logins: taken, kase: 'right' },
  {
    name: 'user@realm',
    username: 'svc@corp.example',
    expect: account('svc@corp.example'),
    logins: ['svc@corp.example: OK'],
  },
  {
    name: 'user@suffix, which is neither the realm nor the short name of the account',
    username: 'service.migration@brand.example',
    expect: account('service.migration@brand.example'),
    logins: ['service.migration@brand.example: OK'],
  },
  { name: 'domain in the settings', config: { domain: 'CORP' }, expect: account('CORP\\svc'), logins: taken },
  {
    name: 'long name of the domain in the settings',
    config: { domain: 'corp.example' },
    expect: account('corp.example\\svc'),
    logins: taken,
  },
  { name: 'user without a domain', expect: account('svc'), logins: taken },
  {
    name: 'account that may sign in from the workstation that the operator calls itself',
    username: 'CORP\\here',
    expect: account('CORP\\here'),
    logins: ['here: OK'],
  },
  // A domain controller that trusts nobody takes a domain that it does not know for its own.
  { name: 'domain that is unknown', username: 'OTHER\\svc', expect: account('OTHER\\svc'), logins: taken },
];

const wrongRows: DomainRow[] = [
  {
    ...wrong,
    name: 'wrong password',
    username: 'CORP\\wrong',
    logins: ['wrong: WRONG_PASSWORD'],
    counted: { wrong: 1 },
    kase: 'wrong password',
  },
  {
    ...wrong,
    name: 'wrong password, domain that is unknown',
    username: 'OTHER\\wrong',
    logins: ['wrong: WRONG_PASSWORD'],
    counted: { wrong: 1 },
  },
  // The controller looks for the account that it would count by the whole of that name, finds none, and says so.
  {
    ...wrong,
    name: 'wrong password, user@realm',
    username: 'wrong@corp.example',
    logins: ['wrong@corp.example: NOT_FOUND'],
  },
  {
    ...wrong,
    name: 'user that is unknown',
    username: 'CORP\\stranger',
    logins: ['stranger: NO_SUCH_USER'],
    kase: 'wrong user',
  },
  {
    ...wrong,
    name: 'user@realm of another domain',
    username: 'svc@other.example',
    logins: ['svc@other.example: NO_SUCH_USER'],
  },
];

const refused = (username: string, status: string, expect: object): DomainRow => ({
  name: `${username}: ${status}`,
  username: `CORP\\${username}`,
  expect,
  logins: [`${username}: ${status}`],
});
const denied = (about: RegExp) => failed('PermissionDenied', { about: expect.stringMatching(about) });

const refusedRows: DomainRow[] = [
  refused('disabled', 'ACCOUNT_DISABLED', failed('CredentialsRevoked')),
  refused('passwordexpired', 'PASSWORD_EXPIRED', failed('CredentialsExpired', { about: 'the password' })),
  refused(
    'mustchange',
    'PASSWORD_MUST_CHANGE',
    failed('InteractionRequired', { about: 'the password must be changed' }),
  ),
  refused('expired', 'ACCOUNT_EXPIRED', failed('CredentialsExpired', { about: 'the account' })),
  refused('hours', 'INVALID_LOGON_HOURS', denied(/at this hour/)),
  refused('elsewhere', 'INVALID_WORKSTATION', denied(/workstation: CONNECTION-OP/)),
  refused('protected', 'ACCOUNT_RESTRICTION', denied(/Protected Users/)),
  {
    name: 'NTLM is switched off',
    server: 'without-ntlm',
    username: 'CORP\\svc',
    expect: failed('InvalidConfiguration', { about: expect.stringMatching(/NTLM/) }),
    logins: ['svc: NTLM_BLOCKED'],
  },
  {
    name: 'wrong password where NTLM is switched off',
    ...wrong,
    server: 'without-ntlm',
    username: 'CORP\\wrong',
    expect: failed('InvalidConfiguration'),
    logins: ['wrong: NTLM_BLOCKED'],
  },
  {
    name: 'server that takes Kerberos only',
    server: 'kerberos-only',
    username: 'CORP\\svc',
    expect: failed('InvalidConfiguration', { about: expect.stringMatching(/Kerberos/) }),
    logins: [],
  },
];

const folderRows: DomainRow[] = [
  {
    name: 'folder that is not there',
    config: { path: 'gone' },
    expect: failed('TargetNotFound', { about: 'the folder gone' }),
    logins: taken,
    kase: 'wrong path',
  },
  {
    name: 'folder that may not be listed',
    config: { path: 'closed' },
    expect: failed('PermissionDenied', { about: 'list the folder closed', access: { read: 'Denied' } }),
    logins: taken,
  },
  {
    name: 'proof in a folder',
    requires: probe('2026'),
    expect: { ...connected, access: allGranted },
    logins: taken,
  },
  {
    name: 'proof where nothing may be written',
    requires: probe('fixed'),
    expect: failed('PermissionDenied', { about: 'write', access: { read: 'Granted', write: 'Denied' } }),
    logins: taken,
    kase: 'no write permission',
  },
];

export const domainRows: DomainRow[] = [...nameRows, ...wrongRows, ...refusedRows, ...folderRows];
