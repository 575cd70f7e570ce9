import type { PlatformSpec } from '../platform.ts';
import { password, secret, text, username } from './field.ts';
import { accountReplies, loginReplies } from './replies/seafile.ts';

/** A library that is encrypted opens with a password of its own, so its permission alone proves nothing. */
const isOpen = 'json.encrypted == false';
const change = `json.permission == "r" ? false : ${isOpen} && json.permission == "rw" ? true : null`;

export const seafile = {
  title: 'Seafile',
  category: 'FileSharing',
  documentation: 'https://seafile-api.readme.io/reference/authentication',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'Root of the server, without a slash at its end.', 'https://seafile.example.com', {
        pattern: '^https://[^\\s?#]*[^\\s?#/]$',
      }),
      // The vendor names Bearer for 11.0 and later, Token before; the server's source knows Token.
      // unverified: that every version from 11.0 on takes Token as well.
      scheme: text('Scheme', 'Word before the token in the header Authorization.', 'Bearer', {
        enum: ['Token', 'Bearer'],
        default: 'Token',
      }),
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'api-token',
      title: 'Account token',
      description:
        'Sign in as the user and copy the Web API Auth Token of the settings; an administrator has to set ENABLE_GET_AUTH_TOKEN_BY_SESSION = True in seahub_settings.py, which is off by default. It works with single sign-on and two-factor authentication. The API token of a library is another one and does not work.',
      secret: {
        required: ['token'],
        properties: {
          token: secret('Account token', 'Of the account, not of a library.', 'yourAccountToken', {
            pattern: '^[0-9A-Za-z]+$',
          }),
        },
      },
      auth: { header: { name: 'Authorization', value: '{{config.scheme}} {{secret.token}}' } },
    },
    {
      name: 'password',
      title: 'User name and password',
      description:
        'A user without two-factor authentication; the user name is the e-mail address as a rule. The password is sent once a test, for the token of the account.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: {
        session: {
          login: {
            method: 'POST',
            url: '{{config.url}}/api2/auth-token/',
            form: { username: '{{secret.username}}', password: '{{secret.password}}' },
          },
          replies: loginReplies,
          values: { token: 'json.token' },
          headers: { Authorization: '{{config.scheme}} {{session.token}}' },
          // No logout: an account has one token (get_token_v1), and other programs would lose it.
        },
      },
    },
  ],
  http: {
    values: { library: 'requires.path' },
    test: { url: '{{config.url}}/api2/account/info/' },
    account: {
      // An address, or an id of the form …@auth.local: the vendor's examples have both.
      id: 'json.email',
      name: 'json.name',
      email: 'json.contact_email',
      tenant: 'json.institution',
    },
    identity: 'status == 200 && json.email != "" && has(json.usage)',
    administrator: 'json.is_staff',
    replies: accountReplies,
    access: [
      {
        when: 'has(requires.path)',
        request: { url: '{{config.url}}/api2/repos/{{values.library}}/' },
        grants: {
          read: `${isOpen} && json.permission in ["r", "rw"] ? true : null`,
          write: change,
          update: change,
          delete: change,
        },
      },
    ],
  },
} satisfies PlatformSpec;
