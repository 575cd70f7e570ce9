import { allGranted, connected, failed, probe, taken } from '../../samba/rows/row.ts';
import { account, denied, refused, wrong, type DomainRow } from './row.ts';

/**
 * A member asks the controller, whose answers reach the client as they are. It knows no user whose domain is not named, or
 * is one that the controller does not know.
 */
export const memberRows: DomainRow[] = [
  { name: 'DOMAIN\\user', username: 'CORP\\svc', expect: account('CORP\\svc', 'CORP'), logins: taken, kase: 'right' },
  {
    name: 'user@realm',
    username: 'svc@corp.example',
    expect: account('svc@corp.example', 'CORP'),
    logins: ['svc@corp.example: OK'],
  },
  {
    name: 'long name of the domain in the settings',
    config: { domain: 'corp.example' },
    expect: account('corp.example\\svc', 'CORP'),
    logins: taken,
  },
  {
    name: 'user without a domain',
    expect: failed('CredentialsRejected', {
      causes: [expect.stringMatching(/password is wrong/), expect.stringMatching(/domain, which has to be named/)],
    }),
    logins: ['svc: NO_SUCH_USER'],
  },
  {
    name: 'domain that is unknown',
    username: 'OTHER\\svc',
    expect: failed('CredentialsRejected'),
    logins: ['svc: NO_SUCH_USER'],
  },
  {
    ...wrong,
    name: 'wrong password',
    username: 'CORP\\mistyped',
    logins: ['mistyped: WRONG_PASSWORD'],
    counted: { mistyped: 1 },
    kase: 'wrong password',
  },
  {
    ...wrong,
    name: 'wrong password, user@realm',
    username: 'mistyped@corp.example',
    logins: ['mistyped@corp.example: NOT_FOUND'],
  },
  {
    ...wrong,
    name: 'user that is unknown',
    username: 'CORP\\stranger',
    logins: ['stranger: NO_SUCH_USER'],
    kase: 'wrong user',
  },
  refused('disabled', 'ACCOUNT_DISABLED', failed('CredentialsRevoked')),
  refused('passwordexpired', 'PASSWORD_EXPIRED', failed('CredentialsExpired', { about: 'the password' })),
  refused('elsewhere', 'INVALID_WORKSTATION', denied(/workstation: CONNECTION-OP/)),
  {
    name: 'proof in a folder',
    username: 'CORP\\svc',
    requires: probe('2026'),
    expect: { ...connected, access: allGranted },
    logins: taken,
  },
];
