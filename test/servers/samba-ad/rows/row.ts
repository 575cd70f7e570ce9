import { connected, failed, type Row } from '../../samba/rows/row.ts';
import type { ControllerServer, MemberServer } from '../domain.ts';

export interface DomainRow extends Row<ControllerServer | MemberServer> {
  /** Wrong passwords that the domain has counted more than before, by account. */
  counted?: Record<string, number>;
}

export const account = (id: string, tenant = 'corp.example') => ({ ...connected, account: { id, name: id, tenant } });
export const wrong = { password: 'canary-wrong', expect: failed('CredentialsRejected') };

/** An account that is named for what is wrong with it. */
export const refused = (username: string, status: string, expect: object): DomainRow => ({
  name: `${username}: ${status}`,
  username: `CORP\\${username}`,
  expect,
  logins: [`${username}: ${status}`],
});
export const denied = (about: RegExp) => failed('PermissionDenied', { about: expect.stringMatching(about) });
