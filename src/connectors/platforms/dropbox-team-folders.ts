import type { PlatformSpec } from '../platform.ts';
import { accessToken, api, oauthRefresh } from './dropbox-methods.ts';
import { asAdministrator, teamAccess, teamConfig } from './dropbox-team.ts';
import { apiReplies } from './replies/dropbox.ts';

export const dropboxTeamFolders = {
  title: 'Dropbox for Business Team Folders',
  category: 'FileSharing',
  documentation: 'https://developers.dropbox.com/dbx-team-files-guide',
  config: { properties: teamConfig },
  hosts: ['api.dropboxapi.com'],
  methods: [
    oauthRefresh(
      'A scoped app in the App Console with the team permissions team_info.read and team_data.content.read (and, to act as a member, team_data.member, members.read and account_info.read), and the refresh token that a team administrator got from a sign-in with token_access_type=offline. Standard accounts cannot authorize it.',
    ),
    accessToken(
      'A long-lived token of an older team app, or one that the App Console generates for a team administrator, which ends after about 4 hours: for trials only. It needs the team permissions team_info.read and team_data.content.read.',
    ),
  ],
  http: {
    ...asAdministrator,
    access: [
      ...teamAccess,
      {
        // An empty list is a good answer: the team has no team folder.
        request: { method: 'POST', url: `${api}/team/team_folder/list`, json: { limit: 1 } },
        replies: [...apiReplies, { when: 'status == 200 && !has(json.team_folders)', outcome: 'UnexpectedReply' }],
      },
    ],
  },
} satisfies PlatformSpec;
