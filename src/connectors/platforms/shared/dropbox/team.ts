import type { PlatformRequestStep } from '../../../../api/platform.gen.ts';
import type { PlatformSpec } from '../../../platform.ts';
import { text } from '../field.ts';
import { api, pathRoot, permissionsAtPath } from './methods.ts';
import { define, tables, teamReplies } from './replies.ts';

// unverified: the form of the ids of members (dbmid:) and teams (dbtid:).
const member = { pattern: '^dbmid:[A-Za-z0-9_-]+$' };

const config = {
  properties: {
    teamMemberId: text(
      'Member ID',
      'The ID of the member to act as (header Dropbox-API-Select-User).',
      'dbmid:AAHhy7WsR0x',
      member,
    ),
    adminMemberId: text(
      'Administrator ID',
      'The ID of the administrator to act as at requires.path (header Dropbox-API-Select-Admin), if `teamMemberId` is not set.',
      'dbmid:AAFoi_tmvRuQ',
      member,
    ),
    pathRoot,
    teamId: text('Team ID', 'The ID of the team that the token must belong to.', 'dbtid:AAFdgehTzw7', {
      pattern: '^dbtid:[A-Za-z0-9_-]+$',
    }),
  },
};

const asMember = {
  'Dropbox-API-Select-User': '{{config.teamMemberId}}',
  'Dropbox-API-Path-Root': '{{config.pathRoot}}',
};
const isAdministrator = 'filled(json.admin_profile.team_member_id)';

/** https://www.dropbox.com/developers/documentation/http/teams#team-token-get_authenticated_admin */
const asAdministrator: PlatformRequestStep = {
  request: { method: 'POST', url: `${api}/team/token/get_authenticated_admin` },
  replies: teamReplies,
  facts: {
    account: {
      id: 'json.admin_profile.team_member_id',
      name: 'json.admin_profile.name.display_name',
      email: 'json.admin_profile.email',
    },
    administrator: isAdministrator,
  },
};

export const teamAccess: PlatformRequestStep[] = [
  {
    request: { method: 'POST', url: `${api}/team/get_info` },
    replies: [{ table: 'api' }],
    expect: [{ setting: 'teamId', is: 'json.team_id', causes: ['the token belongs to another team than `teamId`'] }],
    facts: { account: { tenant: 'has(json.name) ? json.name + " (" + json.team_id + ")" : json.team_id' } },
  },
  {
    when: 'has(config.teamMemberId)',
    request: { method: 'POST', url: `${api}/users/get_current_account`, headers: asMember },
    replies: [{ table: 'api' }, { when: 'status == 200 && !has(json.account_id)', outcome: 'UnexpectedReply' }],
  },
  permissionsAtPath({ ...asMember, 'Dropbox-API-Select-Admin': '{{admin}}' }),
];

/** What the platforms of a Dropbox team have in common. */
export const team = {
  category: 'FileSharing',
  documentation: 'https://developers.dropbox.com/dbx-team-files-guide',
  config,
  hosts: ['api.dropboxapi.com'],
  define: [...define, { admin: 'has(config.teamMemberId) ? null : config.adminMemberId' }],
  tables,
  test: [asAdministrator],
} satisfies Partial<PlatformSpec>;
