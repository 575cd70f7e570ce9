import type { PlatformSpec } from '../platform.ts';
import { password, text, username } from './field.ts';
import { restHeaders, restReplies } from './replies/documentum.ts';

const repository = '{{config.restUrl}}/repositories/{{config.repository}}';
const levels = ['none', 'browse', 'read', 'relate', 'version', 'write', 'delete'];
const level = 'json["basic-permission"].lowerAscii()';

/** Each level has the rights of those below it (Permission.java of documentum-rest-client-java). */
function from(lowest: string): string {
  const enough = levels.slice(levels.indexOf(lowest));
  return `${level} in ${JSON.stringify(levels)} ? ${level} in ${JSON.stringify(enough)} : null`;
}

export const documentum = {
  title: 'OpenText Documentum',
  category: 'ContentManagement',
  documentation: 'https://github.com/Enterprise-Content-Management/documentum-rest-client-java',
  config: {
    required: ['restUrl', 'repository'],
    properties: {
      restUrl: text('REST address', 'Root of the Documentum REST services.', 'https://dctm.example.com/dctm-rest', {
        pattern: '^https?://[^\\s]+$',
      }),
      repository: text('Repository', 'Name of the repository (docbase).', 'finance', {
        pattern: '^[A-Za-z0-9_]{1,32}$',
      }),
      objectId: text('Object', 'Id of the folder whose rights are looked at.', '0c0277b68004dbc6', {
        pattern: '^[0-9a-fA-F]{16}$',
      }),
    },
  },
  hosts: ['{{config.restUrl}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'A user of the repository whose password the server or OTDS checks; one that signs in by single sign-on has none that could be used. From 24.4 on it needs a licence in OTDS. Failed attempts may lock it: a refused password is sent once.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  http: {
    values: { object: 'has(requires.path) ? requires.path : config.objectId' },
    // The link relation current-user of a repository leads here; the list of repositories is anonymous and proves nothing.
    test: { url: `${repository}/currentuser`, headers: restHeaders },
    account: {
      id: 'json.properties.r_object_id',
      name: 'json.properties.user_name',
      email: 'json.properties.user_address',
      tenant: 'config.repository',
    },
    identity: 'json.properties.r_object_id != "" && json.properties.user_name != ""',
    // A set of bits: 8 is system administrator, 16 superuser.
    administrator: 'json.properties.user_privileges >= 8',
    replies: restReplies,
    access: [
      {
        when: 'has(requires.path) || has(config.objectId)',
        request: { url: `${repository}/objects/{{values.object}}/permissions`, headers: restHeaders },
        grants: { read: from('read'), write: from('write'), update: from('write'), delete: from('delete') },
      },
    ],
  },
} satisfies PlatformSpec;
