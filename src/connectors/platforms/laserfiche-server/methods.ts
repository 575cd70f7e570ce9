import type { PlatformMethod } from '../../platform.ts';
import { password, username } from '../shared/field.ts';
import { repositories, tokenReplies } from './replies.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'User name and password',
    description:
      'Create a user of the repository, or of the directory behind it, that is allowed to sign in to the API server. The password is sent once a test. The session may take a license, and is ended after the test.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    signIn: [
      {
        oauth2: {
          grant: 'password',
          tokenUrl: `${repositories}/{{config.repositoryId}}/Token`,
          username: '{{secret.username}}',
          password: '{{secret.password}}',
        },
        replies: tokenReplies,
      },
    ],
    credential: { bearer: '{{token.access}}' },
    // Java client of the vendor (lf-repository-api-client-java), ServerSessionApi
    signOut: [{ request: { method: 'POST', url: `${repositories}/{{config.repositoryId}}/ServerSession/Invalidate` } }],
  },
];
