import type { FakeReply } from '../../../support/fake-platform.ts';
import { nobody, page } from './confluence-fake.ts';
import { generalRows, saying, type Row } from '../../../support/http-cases.ts';
import { failingAt, responded } from '../../../support/responded.ts';
import { nulled, productRows } from './rows.ts';

const inPage = { requires: { path: '98305' } };
const rights = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'NotTestable' } as const;

export interface Person {
  account: Readonly<Record<string, string | boolean>>;
  me(more?: object): FakeReply;
  /** The field that identifies, empty. */
  without: object;
}

/** What Cloud and Data Center have in common. @param differs - as in generalRows */
export function confluenceRows({ account, me, without }: Person): Row[] {
  return [
    { kind: 'connected', name: 'good', hits: { me: 1 }, expect: { reason: 'Verified', account, access: {} } },
    {
      kind: 'connected',
      name: 'rights on a page',
      ...inPage,
      hits: { content: 1 },
      expect: { reason: 'Verified', access: rights },
    },
    {
      kind: 'connected',
      name: 'rights that are not listed are not told',
      requires: { path: '98305', access: ['Delete'] },
      replies: { content: page() },
      expect: { reason: 'Verified', stage: 'Authorized' },
    },
    ...failingAt(
      'Authorized',
      saying('content', [
        ['no such page', { status: 404 }, 'TargetNotFound'],
        ['the page may not be seen, and nobody says why', { status: 503 }, 'ServiceUnavailable'],
      ]),
    ).map((row): Row => ({ ...row, ...inPage })),
    ...productRows(nobody),
    ...responded(
      saying('me', [
        ['trap: 200 as anonymous', nobody, 'UnexpectedReply', 1],
        ['a type that nobody knows', me({ type: 'unknown' }), 'UnexpectedReply'],
        ['no id', me(without), 'UnexpectedReply'],
        ['an id that is null', me(nulled(without)), 'UnexpectedReply'],
        ['404: the site is not there', { status: 404, text: 'Site temporarily unavailable' }, 'TargetNotFound'],
      ]),
    ),
    ...generalRows('me', { '503 with Retry-After': 'ServiceUnavailable' }),
  ];
}
