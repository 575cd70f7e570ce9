import { taken } from '../../samba/rows/row.ts';
import { account, wrong, type DomainRow } from './row.ts';

export const nameRows: DomainRow[] = [
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

export const wrongRows: DomainRow[] = [
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
