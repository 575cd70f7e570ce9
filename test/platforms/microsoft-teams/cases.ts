import { clouds, accountOf, faked, permissions, type Asked } from '../shared/entra/faked.ts';
import { graphError, type Method } from '../shared/entra/fake.ts';
import { methodCases, saying, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { tokenRows } from '../shared/entra/token-rows.ts';
import { secretRows } from '../shared/entra/secret-rows.ts';
import { signedInRows } from '../shared/graph/rows.ts';

const teamId = '99999999-2222-3333-4444-555555555555';
const team = { id: teamId, displayName: 'HR' };
const select = { $select: 'id,displayName' };
const groups = { $filter: "resourceProvisioningOptions/Any(x:x eq 'Team')", $top: '1', ...select };

/** learn.microsoft.com/graph/teams-list-all-teams; learn.microsoft.com/graph/api/user-list-joinedteams */
const list = (method: Method, names: string[], graph = 'graph.microsoft.com'): Asked => ({
  on: `https://${graph}/v1.0/${method === 'refresh-token' ? 'me/joinedTeams' : 'groups'}`,
  query: method === 'refresh-token' ? {} : groups,
  good: { json: { value: [team] } },
  claims: permissions(method, ...names),
});
const one = (method: Method): Asked => ({
  on: `https://graph.microsoft.com/v1.0/teams/${teamId}`,
  query: select,
  good: { json: team },
  claims: permissions(method, 'Team.ReadBasic.All'),
});

const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

const listRows: Row[] = [
  { kind: 'connected', name: 'trap: no team at all', replies: { test: { json: { value: [] } } }, expect: 'Verified' },
  ...saying('test', [
    ['403', graphError(403, 'Authorization_RequestDenied'), 'PermissionDenied', 2],
    ['no list', { json: { value: null } }, 'UnexpectedReply'],
  ]),
  {
    name: 'a team that is no id',
    config: { teamId: 'HR' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /teamId/ },
  },
];
const teamRows: Row[] = [
  { kind: 'connected', name: 'one team', hits: { test: 1 }, expect: { reason: 'Verified', access: untold } },
  ...saying('test', [
    ['no such team', graphError(404, 'NotFound'), 'TargetNotFound', 1],
    ['not a member of the team', graphError(403, 'Forbidden'), 'PermissionDenied', 2],
    ['a list instead of the team', { json: { value: [team] } }, 'UnexpectedReply'],
    ['trap: a team whose id is null', { json: { ...team, id: null } }, 'UnexpectedReply'],
  ]),
];

const methods = ['client-secret', 'certificate', 'workload-identity', 'refresh-token'] as const;
const rights: [string, object][] = [
  ['Files.Read.All', { ...untold, read: 'Granted' }],
  ['Sites.ReadWrite.All', all],
  ['Group.ReadWrite.All', untold],
];
export const cases: PlatformCases = [
  ...methods.flatMap((method) => {
    const asked = list(method, ['Team.ReadBasic.All']);
    return [
      ...methodCases(faked(method, asked), [
        ...signedInRows(asked, { reason: 'Verified', account: accountOf(method), access: untold }),
        ...secretRows[method],
        ...(method === 'client-secret' ? tokenRows : []),
        ...listRows,
      ]),
      ...methodCases(faked(method, one(method), { config: { teamId } }), teamRows),
    ];
  }),
  ...rights.flatMap(([name, access]) =>
    methodCases(faked('client-secret', list('client-secret', [name])), [
      { name: `rights of ${name}`, expect: { reason: 'Verified', access } },
    ]),
  ),
  ...methodCases(faked('refresh-token', list('refresh-token', ['Files.ReadWrite.All'])), [
    { name: 'rights of a user', expect: { reason: 'Verified', access: untold } },
  ]),
  ...clouds.flatMap(([cloud, authority, graph]) =>
    methodCases(
      faked('client-secret', list('client-secret', [], graph), {
        config: { cloud },
        token: { authority, resource: `https://${graph}` },
      }),
      [{ kind: 'connected', name: cloud, expect: 'Verified' }],
    ),
  ),
];
