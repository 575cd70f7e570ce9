import type { PlatformSpec } from '../platform.ts';
import { secret, text, token } from './field.ts';
import { aboutMe, anotherUser, email, oauthRefresh, rightsInItem } from './google.ts';
import { apiReplies } from './replies/google.ts';
import { driveProof } from './proofs/google-drive.ts';

export const googleDrive = {
  title: 'Google Drive',
  aliases: ['My Drive'],
  category: 'FileSharing',
  documentation: 'https://developers.google.com/identity/protocols/oauth2/web-server',
  config: {
    properties: {
      accountEmail: text('Account', 'Account that the token must belong to.', 'someone@gmail.com', email),
    },
  },
  hosts: ['oauth2.googleapis.com', 'www.googleapis.com'],
  methods: [
    oauthRefresh(
      'An OAuth client (web application) in a project with the Google Drive API enabled, its consent screen published (in "Testing" a token ends after 7 days), and the refresh token of the account, which granted it a Drive scope such as drive.metadata.readonly with access_type=offline.',
    ),
    {
      name: 'access-token',
      title: 'Access token',
      description:
        'A token with a Drive scope that was made elsewhere, such as in the OAuth Playground. It ends after 1 hour: for trials only.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'Ends after 1 hour.', 'ya29.your-access-token', token) },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
  ],
  http: {
    values: { item: 'has(requires.path) ? requires.path : "root"' },
    ...aboutMe,
    account: { id: aboutMe.account.id, name: aboutMe.account.name, email: aboutMe.account.email },
    replies: [...apiReplies, anotherUser('accountEmail')],
    proof: driveProof,
    access: [rightsInItem('has(requires.path) || has(requires.access)')],
  },
} satisfies PlatformSpec;
