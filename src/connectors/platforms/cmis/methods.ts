import type { PlatformMethod } from '../../platform.ts';
import { accessToken, password, username } from '../shared/field.ts';

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description:
      'Create a user of the product behind CMIS that is allowed to read the root folder. The password is sent with each request.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'bearer',
    title: 'Access token',
    description:
      'Obtain a token elsewhere, if the product behind CMIS accepts one. CMIS does not say to which account it belongs.',
    secret: {
      required: ['accessToken'],
      properties: { accessToken },
    },
    credential: { bearer: '{{secret.accessToken}}' },
  },
];
