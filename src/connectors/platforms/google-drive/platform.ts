import type { PlatformSpec } from '../../platform.ts';
import { secret, text, token } from '../shared/field.ts';
import { aboutMe, driveProbe, permissionsInItem, replies } from '../shared/google/drive.ts';
import { email, oauthRefresh } from '../shared/google/methods.ts';
import { define, userTables } from '../shared/google/replies.ts';

export const googleDrive = {
  title: 'Google Drive',
  aliases: ['My Drive'],
  category: 'FileSharing',
  documentation: 'https://developers.google.com/identity/protocols/oauth2/web-server',
  config: {
    properties: {
      accountEmail: text(
        'Account',
        'The main e-mail address of the account that the token must belong to.',
        'someone@gmail.com',
        email,
      ),
    },
  },
  hosts: ['oauth2.googleapis.com', 'www.googleapis.com'],
  define: [...define, { item: 'orElse(requires.path, "root")' }],
  tables: userTables,
  methods: [
    oauthRefresh(
      'Create an OAuth client (web application) in a project with the Google Drive API enabled, and publish its consent screen, because in "Testing" a refresh token expires after 7 days. Then sign in as the account with offline access.',
      ['drive.readonly', 'drive'],
    ),
    {
      name: 'access-token',
      title: 'Access token',
      description:
        'Create an access token with a Drive scope elsewhere, such as in the OAuth Playground. It expires after 1 hour, so use this method only for trials.',
      secret: {
        required: ['accessToken'],
        properties: {
          accessToken: secret(
            'Access token',
            'The access token, which expires after 1 hour.',
            'ya29.your-access-token',
            token,
          ),
        },
      },
      credential: { bearer: '{{secret.accessToken}}' },
    },
  ],
  test: [
    {
      ...aboutMe,
      replies,
      expect: [
        {
          setting: 'accountEmail',
          is: 'json.user.emailAddress',
          ignoreCase: true,
          causes: ['`accountEmail` is an alias, not the main address of the user'],
        },
      ],
    },
  ],
  access: [permissionsInItem('has(requires.path) || has(requires.access)')],
  probe: driveProbe,
} satisfies PlatformSpec;
