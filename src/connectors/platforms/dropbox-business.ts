import type { PlatformSpec } from '../platform.ts';
import { accessToken, oauthRefresh } from './dropbox-methods.ts';
import { asAdministrator, teamAccess, teamConfig } from './dropbox-team.ts';

export const dropboxBusiness = {
  title: 'Dropbox for Business',
  aliases: ['dfb', 'Dropbox Business'],
  category: 'FileSharing',
  documentation: 'https://developers.dropbox.com/dbx-team-files-guide',
  config: { properties: teamConfig },
  hosts: ['api.dropboxapi.com'],
  methods: [
    oauthRefresh(
      'A scoped app in the App Console with the team permission team_info.read (and, to act as a member, team_data.member, members.read and account_info.read), and the refresh token that a team administrator got from a sign-in with token_access_type=offline. Standard accounts cannot authorize it.',
    ),
    accessToken(
      'A long-lived token of an older team app, or one that the App Console generates for a team administrator, which ends after about 4 hours: for trials only. It needs the team permission team_info.read.',
    ),
  ],
  http: { ...asAdministrator, access: teamAccess },
} satisfies PlatformSpec;
