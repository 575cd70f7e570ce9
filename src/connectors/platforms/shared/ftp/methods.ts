import type { PlatformMethod } from '../../../platform.ts';
import { password, username } from './fields.ts';

export const byPassword: PlatformMethod = {
  name: 'password',
  title: 'Password',
  description: 'Use the user name and the password of an account on the server.',
  secret: { required: ['username', 'password'], properties: { username, password } },
  credential: { none: {} },
};

export const asAnonymous: PlatformMethod = {
  name: 'anonymous',
  byNameOnly: true,
  title: 'Anonymous',
  description: 'Signs in as anonymous, if the server allows everyone in. Set `spec.method` to use it.',
  secret: { properties: {} },
  credential: { none: {} },
};
