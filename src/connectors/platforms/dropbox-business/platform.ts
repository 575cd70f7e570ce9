import type { PlatformSpec } from '../../platform.ts';
import { accessToken, oauthRefresh } from '../shared/dropbox/methods.ts';
import { team, teamAccess } from '../shared/dropbox/team.ts';

export const dropboxBusiness = {
  title: 'Dropbox for Business',
  aliases: ['dfb', 'Dropbox Business'],
  ...team,
  methods: [
    oauthRefresh(
      'Create a scoped app in the App Console with the team permission team_info.read and, to act as a member, team_data.member, members.read and account_info.read. Then have a team administrator sign in with token_access_type=offline. Standard accounts cannot authorize the app.',
    ),
    accessToken(
      'Use a long-lived token of an older team app, or one that the App Console generates for a team administrator. The latter expires after about 4 hours, so use it only for trials. The token needs the team permission team_info.read.',
    ),
  ],
  access: teamAccess,
} satisfies PlatformSpec;
