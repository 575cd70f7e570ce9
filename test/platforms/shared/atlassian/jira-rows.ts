import type { FakeReply } from '../../../support/fake-platform.ts';
import { permissions } from './jira-fake.ts';
import { generalRows, saying, type Row } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';
import { nulled, productRows } from './rows.ts';

const read = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const create = { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' } as const;
export const nobody: FakeReply = { json: { displayName: 'Anonymous' } };

export interface Person {
  account: Readonly<Record<string, string>>;
  me(more?: object): FakeReply;
  /** The fields that identify, all of them empty. */
  without: object;
}

/** What Cloud and Data Center have in common. */
export function jiraRows({ account, me, without }: Person): Row[] {
  return [
    { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
    {
      kind: 'connected',
      name: 'rights anywhere, and an administrator',
      requires: { access: ['Read'], role: 'Administrator' },
      hits: { me: 1, anywhere: 1 },
      expect: { reason: 'Verified', account: { administrator: true }, access: read },
    },
    {
      kind: 'connected',
      name: 'rights in a project',
      requires: { path: 'OPS', access: ['Write'] },
      hits: { project: 1 },
      expect: { reason: 'Verified', access: create },
    },
    {
      name: 'requires a right that is not there',
      requires: { access: ['Delete'] },
      expect: { reason: 'PermissionDenied', about: /^delete$/ },
    },
    {
      name: 'requires an administrator',
      requires: { role: 'Administrator' },
      replies: { anywhere: permissions('BROWSE_PROJECTS') },
      expect: { reason: 'PermissionDenied', about: /administrator/ },
    },
    {
      name: 'no such project',
      requires: { path: 'OPS' },
      replies: { project: { status: 404, json: { errorMessages: ['No'] } } },
      expect: 'TargetNotFound',
    },
    {
      name: 'trap: permissions of a stranger are not asked for',
      requires: { access: ['Read'] },
      replies: { me: nobody, anywhere: 'reset' },
      expect: 'UnexpectedReply',
    },
    ...productRows(nobody),
    ...responded(
      saying('me', [
        ['trap: an inactive account', me({ active: false }), 'CredentialsRevoked'],
        ['no id', me(without), 'UnexpectedReply'],
        ['an id that is null', me(nulled(without)), 'UnexpectedReply'],
        ['404: the site is not there', { status: 404, text: 'Site temporarily unavailable' }, 'TargetNotFound'],
      ]),
    ),
    ...generalRows('me', { '503 with Retry-After': 'ServiceUnavailable' }),
  ];
}
