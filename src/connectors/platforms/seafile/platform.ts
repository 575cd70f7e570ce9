import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { accountReplies, tables } from './replies.ts';

export const seafile = {
  title: 'Seafile',
  category: 'FileSharing',
  documentation: 'https://seafile-api.readme.io/reference/authentication',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'The root of the server, an https address without a slash at its end.',
        'https://seafile.example.com',
        {
          ...pasted([
            '^(https://[^/?#]+(?:/[^?#]*?)??)/(?:library|libraries|accounts|d|f|api2|api|seafdav|my-libs|profile)(?:[/?#]|$)',
          ]),
          pattern: '^https://[^\\s?#]*[^\\s?#/]$',
        },
      ),
      // The vendor names Bearer for 11.0 and later, Token before; the server's source knows Token.
      // unverified: that every version from 11.0 on takes Token as well.
      scheme: text(
        'Scheme',
        'The word before the token in the Authorization header: Token, the default, or Bearer, which the vendor documents from version 11.0 on.',
        'Bearer',
        { enum: ['Token', 'Bearer'], default: 'Token' },
      ),
    },
  },
  hosts: ['{{config.url}}'],
  define: [
    // A library that is encrypted opens with a password of its own, so its permission alone proves nothing.
    { isOpen: 'json.encrypted == false' },
    { mayChange: 'json.permission == "r" ? false : isOpen && json.permission == "rw" ? true : null' },
  ],
  tables,
  methods,
  test: [
    {
      request: { url: '{{config.url}}/api2/account/info/' },
      replies: accountReplies,
      facts: {
        identified: 'has(json.usage)',
        account: {
          // An address, or an id of the form …@auth.local: the vendor's examples have both.
          id: 'json.email',
          name: 'json.name',
          email: 'json.contact_email',
          tenant: 'json.institution',
        },
        administrator: 'json.is_staff',
      },
    },
  ],
  access: [
    {
      when: 'has(requires.path)',
      request: { url: '{{config.url}}/api2/repos/{{requires.path}}/' },
      facts: {
        grants: {
          read: 'isOpen && json.permission in ["r", "rw"] ? true : null',
          write: 'mayChange',
          update: 'mayChange',
          delete: 'mayChange',
        },
      },
    },
  ],
} satisfies PlatformSpec;
