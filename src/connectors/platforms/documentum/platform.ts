import type { PlatformSpec } from '../../platform.ts';
import { onlySchemes } from '../shared/only-schemes.ts';
import { password, pasted, text, username } from '../shared/field.ts';
import { headers, restReplies } from './replies.ts';

const repository = '{{config.restUrl}}/repositories/{{config.repository}}';

export const documentum = {
  title: 'OpenText Documentum',
  category: 'ContentManagement',
  documentation: 'https://github.com/Enterprise-Content-Management/documentum-rest-client-java',
  config: {
    required: ['restUrl', 'repository'],
    properties: {
      restUrl: text(
        'REST address',
        'Root address of the Documentum REST services.',
        'https://dctm.example.com/dctm-rest',
        {
          ...pasted(['^(.+/dctm-rest)/'], ['^(https?://[^/]+)/(?:D2|da|webtop)/', '$1/dctm-rest']),
          pattern: '^https?://[^\\s?#]+$',
        },
      ),
      repository: text('Repository', 'Name of the repository (docbase).', 'finance', {
        ...pasted([String.raw`(?:/repositories/|docbase=)(\w+)`]),
        pattern: '^[A-Za-z0-9_]{1,32}$',
      }),
      objectId: text(
        'Object',
        'ID of the folder whose permissions are checked, 16 hexadecimal digits. Without it and `spec.requires.path` none are checked.',
        '0c0277b68004dbc6',
        { ...pasted(['[/=](0[0-9a-f]{15})']), pattern: '^[0-9a-fA-F]{16}$' },
      ),
    },
  },
  hosts: ['{{config.restUrl}}'],
  define: [
    { object: 'orElse(requires.path, config.objectId)' },
    // Each level has the permissions of those below it (Permission.java of documentum-rest-client-java).
    { levels: '["none", "browse", "read", "relate", "version", "write", "delete"]' },
    { level: 'json["basic-permission"].lowerAscii()' },
    { known: 'level in levels' },
    { writes: 'known ? level in ["write", "delete"] : null' },
  ],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'Create a user of the repository whose password the server or OTDS checks; a user of single sign-on has no password that can be used. From 24.4 on the user needs a license in OTDS. Failed attempts may lock the user, so a rejected password is sent once.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  test: [
    {
      // The link relation current-user of a repository leads here; the list of repositories is anonymous and proves nothing.
      request: { url: `${repository}/currentuser`, headers },
      replies: restReplies,
      facts: {
        identified: 'filled(json.properties.user_name)',
        account: {
          id: 'json.properties.r_object_id',
          name: 'json.properties.user_name',
          email: 'json.properties.user_address',
          tenant: 'config.repository',
        },
        // A set of bits: 8 is system administrator, 16 superuser.
        administrator: 'json.properties.user_privileges >= 8',
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      when: 'has(object)',
      request: { url: `${repository}/objects/{{object}}/permissions`, headers },
      facts: {
        grants: {
          read: 'known ? !(level in ["none", "browse"]) : null',
          write: 'writes',
          update: 'writes',
          delete: 'known ? level == "delete" : null',
        },
      },
    },
  ],
} satisfies PlatformSpec;
