import { methodCases, saying, type FakedMethod, type Row } from '../../../support/http-cases.ts';
import { rotationCases } from '../../../support/rotation-cases.ts';
import type { PlatformCase } from '../../case.ts';
import { admin, client, issued, minted, refreshRoutes, tagged, team, teamRoutes } from './fake.ts';
import { accessTokenRows, answers, apiRows, atPath, pathRows, refreshRows } from './rows.ts';

const account = {
  id: 'dbmid:AAFoi_tmvRuQ',
  name: 'Ada Admin',
  email: 'admin@example.com',
  tenant: 'Acme (dbtid:AAFdgehTzw7)',
  administrator: true,
};
/** Read and Write are asked for, and a path that is not shared does not tell them. */
const unseen = { reason: 'Verified', stage: 'Authorized' } as const;
const good: Row = {
  kind: 'connected',
  name: 'good',
  requires: { role: 'Administrator' },
  hits: { admin: 1, team: 1 },
  expect: { reason: 'Verified', account, access: {} },
};

/** What holds for every platform of a Dropbox team. */
const shared: Row[] = [
  good,
  { kind: 'connected', name: 'the team that is expected', config: { teamId: 'dbtid:AAFdgehTzw7' }, expect: 'Verified' },
  ...saying('team', [
    ['another team', team({ team_id: 'dbtid:other' }), 'IdentityMismatch', 1],
    ['no word on the team', team({ team_id: null }), 'IdentityMismatch', 1],
  ]).map((row) => ({ ...row, config: { teamId: 'dbtid:AAFdgehTzw7' } })),
  {
    kind: 'connected',
    name: 'an administrator and a team without names',
    replies: { admin: admin({ name: null, email: null }), team: team({ name: null }) },
    expect: { reason: 'Verified', account: { id: account.id, tenant: 'dbtid:AAFdgehTzw7' } },
  },
  ...saying('admin', [
    ['409 mapping_not_found', tagged(409, 'mapping_not_found'), 'InteractionRequired', 1],
    ['409 admin_not_active', tagged(409, 'admin_not_active'), 'CredentialsRevoked', 1],
    ['no administrator', admin({ team_member_id: '' }), 'UnexpectedReply'],
    ['an administrator whose id is null', admin({ team_member_id: null }), 'UnexpectedReply'],
  ]),
  ...saying('team', answers).map((row) => ({ ...row, name: `team/get_info: ${row.name}` })),
  ...pathRows,
  ...apiRows('admin'),
  {
    name: 'a member id of another kind',
    config: { teamMemberId: 'dbid:AAH4f99T' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /teamMemberId/ },
  },
];

const asMember: Row[] = [
  { kind: 'connected', name: 'as a member', hits: { current: 1 }, expect: { reason: 'Verified', account } },
  { ...atPath, name: 'a path of a member', hits: { file: 1 }, expect: unseen },
  ...saying('current', [
    ['the member has left', tagged(401, 'invalid_select_user'), 'TargetNotFound', 1],
    ['the member is disabled', { json: { account_id: 'dbid:AAH4f99T', disabled: true } }, 'CredentialsRevoked', 1],
    ['no member', { json: { hello: 'world' } }, 'UnexpectedReply'],
    ['no right to act as a member', tagged(401, 'missing_scope'), 'ScopeMissing'],
  ]),
];
const member = 'dbmid:AAHhy7WsR0x';
const administrator = 'dbmid:AAFoi_tmvRuQ';

/** @param own - rows of the platform's own further requests */
export function teamCases(own: readonly Row[]): PlatformCase[] {
  const refresh: FakedMethod = {
    method: 'oauth-refresh',
    routes: { ...refreshRoutes, ...teamRoutes(minted) },
    signIn: Object.keys(refreshRoutes),
    secret: client,
    canaries: [minted],
  };
  const selecting = (header: string, id: string, config: Record<string, string>): FakedMethod => ({
    ...refresh,
    routes: { ...refreshRoutes, ...teamRoutes(minted, { [header]: id }) },
    config,
  });
  const stored = 'canary-sl.team-token-37';
  // Who is named by it has signed in.
  const accessToken = {
    method: 'access-token',
    routes: teamRoutes(stored),
    signIn: ['admin'],
    secret: { accessToken: stored },
  };
  const next = 'canary-next-refresh-91';
  return [
    ...methodCases(refresh, [...shared, ...own, ...refreshRows('admin', admin())]),
    ...methodCases(
      selecting('dropbox-api-select-user', member, { teamMemberId: member, adminMemberId: member }),
      asMember,
    ),
    ...methodCases(selecting('dropbox-api-select-admin', administrator, { adminMemberId: administrator }), [
      { ...atPath, name: 'a path as an administrator', hits: { file: 1 }, expect: unseen },
      {
        ...atPath,
        name: 'the administrator is none',
        replies: { file: tagged(401, 'invalid_select_admin') },
        expect: { reason: 'PermissionDenied', causes: 1 },
      },
    ]),
    ...rotationCases(refresh, { token: 'token', reply: issued({ refresh_token: next }), next }),
    ...methodCases(accessToken, [...shared, ...own, ...accessTokenRows('admin')]),
  ];
}
