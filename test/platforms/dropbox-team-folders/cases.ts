import { saying } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { tagged } from '../shared/dropbox/fake.ts';
import { teamCases } from '../shared/dropbox/team-cases.ts';

export const cases: PlatformCases = teamCases([
  { kind: 'connected', name: 'the list is asked for', hits: { folders: 1 }, expect: 'Verified' },
  {
    kind: 'connected',
    name: 'a team without team folders',
    replies: { folders: { json: { team_folders: [] } } },
    expect: 'Verified',
  },
  ...saying('folders', [
    ['trap: the list is out of scope', tagged(401, 'missing_scope'), 'ScopeMissing'],
    ['the list is not allowed', tagged(403, 'team_access_denied'), 'PermissionDenied'],
    ['no list', { json: { hello: 'world' } }, 'UnexpectedReply'],
    ['no list now', { status: 503 }, 'ServiceUnavailable'],
  ]),
]);
