import type { PlatformAccess, PlatformHttp } from '../../api/platform.gen.ts';
import { api, pathRoot, rightsAtPath } from './dropbox-methods.ts';
import { text } from './field.ts';
import { apiReplies, teamReplies } from './replies/dropbox.ts';

// unverified: the form of the ids of members (dbmid:) and teams (dbtid:).
const member = { pattern: '^dbmid:[A-Za-z0-9_-]+$' };

/** What the platforms of a Dropbox team have in common. */
export const teamConfig = {
  teamMemberId: text('Member ID', 'Act as this member (header Dropbox-API-Select-User).', 'dbmid:AAHhy7WsR0x', member),
  adminMemberId: text(
    'Administrator ID',
    'Act as this administrator at requires.path (header Dropbox-API-Select-Admin), where teamMemberId is not set.',
    'dbmid:AAFoi_tmvRuQ',
    member,
  ),
  pathRoot,
  teamId: text('Team ID', 'The team that the token must belong to.', 'dbtid:AAFdgehTzw7', {
    pattern: '^dbtid:[A-Za-z0-9_-]+$',
  }),
};

const asMember = {
  'Dropbox-API-Select-User': '{{config.teamMemberId}}',
  'Dropbox-API-Path-Root': '{{config.pathRoot}}',
};

/** https://www.dropbox.com/developers/documentation/http/teams#team-token-get_authenticated_admin */
export const asAdministrator = {
  values: { admin: 'has(config.teamMemberId) || !has(config.adminMemberId) ? "" : config.adminMemberId' },
  test: { method: 'POST', url: `${api}/team/token/get_authenticated_admin` },
  account: {
    id: 'json.admin_profile.team_member_id',
    name: 'json.admin_profile.name.display_name',
    email: 'json.admin_profile.email',
  },
  identity: 'json.admin_profile.team_member_id != ""',
  administrator: 'json.admin_profile.team_member_id != ""',
  replies: teamReplies,
} satisfies PlatformHttp;

export const teamAccess: PlatformAccess[] = [
  {
    request: { method: 'POST', url: `${api}/team/get_info` },
    account: { tenant: 'json.name + " (" + json.team_id + ")"' },
    replies: [
      {
        when: 'status == 200 && has(config.teamId) && (!has(json.team_id) || json.team_id != config.teamId)',
        outcome: 'IdentityMismatch',
        causes: ['the token belongs to another team than teamId'],
      },
      ...apiReplies,
    ],
  },
  {
    when: 'has(config.teamMemberId)',
    request: { method: 'POST', url: `${api}/users/get_current_account`, headers: asMember },
    replies: [...apiReplies, { when: 'status == 200 && !has(json.account_id)', outcome: 'UnexpectedReply' }],
  },
  rightsAtPath({ ...asMember, 'Dropbox-API-Select-Admin': '{{values.admin}}' }),
];
