import type { PlatformSpec } from '../../platform.ts';
import { accessToken, api, oauthRefresh } from '../shared/dropbox/methods.ts';
import { team, teamAccess } from '../shared/dropbox/team.ts';

export const dropboxTeamFolders = {
  title: 'Dropbox for Business Team Folders',
  ...team,
  methods: [
    oauthRefresh(
      'Create a scoped app in the App Console with the team permissions team_info.read and team_data.content.read and, to act as a member, team_data.member, members.read and account_info.read. Then have a team administrator sign in with token_access_type=offline. Standard accounts cannot authorize the app.',
    ),
    accessToken(
      'Use a long-lived token of an older team app, or one that the App Console generates for a team administrator. The latter expires after about 4 hours, so use it only for trials. The token needs the team permissions team_info.read and team_data.content.read.',
    ),
  ],
  access: [
    ...teamAccess,
    {
      // An empty list is a good answer: the team has no team folder.
      request: { method: 'POST', url: `${api}/team/team_folder/list`, json: { limit: 1 } },
      replies: [{ table: 'api' }, { when: 'status == 200 && !has(json.team_folders)', outcome: 'UnexpectedReply' }],
    },
  ],
} satisfies PlatformSpec;
