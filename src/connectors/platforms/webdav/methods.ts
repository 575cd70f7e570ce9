import type { PlatformMethod } from '../../../api/platform.gen.ts';
import { password, secret, token, username } from '../shared/field.ts';

const account = { required: ['username', 'password'], properties: { username, password } };
const noDomain = { properties: { domain: false } };

export const methods: PlatformMethod[] = [
  {
    name: 'basic',
    title: 'User name and password',
    description: 'Use an account of the server, with an app password if the server has them.',
    secret: account,
    config: noDomain,
    credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'digest',
    byNameOnly: true,
    title: 'User name and password (Digest)',
    description:
      'Use it for servers with HTTP Digest (MD5, SHA-256 or SHA-512-256). The password itself is never sent.',
    secret: account,
    config: noDomain,
    credential: { digest: { username: '{{secret.username}}', password: '{{secret.password}}' } },
  },
  {
    name: 'ntlm',
    byNameOnly: true,
    title: 'Windows account (NTLM)',
    description:
      'Use it for IIS and other servers with Windows accounts. It is NTLMv2, bound to the TLS connection if there is one. Write the user name as user with the setting `domain`, as DOMAIN\\user, or as user@domain.',
    secret: account,
    credential: {
      ntlm: { username: '{{secret.username}}', password: '{{secret.password}}', domain: '{{config.domain}}' },
    },
  },
  {
    name: 'bearer',
    title: 'Bearer token',
    description: 'Use a token of the server that does not expire. It is sent in the header Authorization: Bearer.',
    secret: {
      required: ['bearerToken'],
      properties: { bearerToken: secret('Token', 'The token, without the word Bearer.', 'your-token', token) },
    },
    config: noDomain,
    credential: { bearer: '{{secret.bearerToken}}' },
  },
];
