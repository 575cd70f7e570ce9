import type { PlatformMethod } from '../../platform.ts';
import { password, secret, token, username } from '../shared/field.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description:
      'Create a user of WebLogic, or of the directory behind it, with a role that reads the security groups. WebLogic locks a user after 5 wrong passwords.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    // unverified: that idcplg takes a token of Oracle Access Manager.
    name: 'bearer',
    title: 'Access token',
    description:
      'Obtain a token of Oracle Access Manager (OAuth), for a content server of 12.2.1.4 or later that is set up for it. It expires and is not refreshed, so use this method for trials only.',
    secret: {
      required: ['accessToken'],
      properties: {
        accessToken: secret('Access token', 'Access token of Oracle Access Manager.', 'your-access-token', token),
      },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
];
