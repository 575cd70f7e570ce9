import { failed } from '../../samba/rows/row.ts';
import { denied, refused, wrong, type DomainRow } from './row.ts';

export const refusedRows: DomainRow[] = [
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
