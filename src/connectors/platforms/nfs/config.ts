import { text } from '../shared/field.ts';
import { line, port } from '../shared/server/fields.ts';

const highestId = 4_294_967_295;

export const config = {
  required: ['server', 'export'],
  properties: {
    server: text('Server', 'Host name or IP address of the server, without scheme, port or path.', 'nas.example.com', {
      maxLength: 1024,
    }),
    export: text(
      'Export',
      'Path of the export, as `showmount -e` lists it. With version 4, the path from the root of all exports; a directory above the exports can only be read.',
      '/srv/data',
      { ...line, maxLength: 1024 },
    ),
    path: {
      type: 'string',
      title: 'Directory',
      description:
        'Directory in the export. Default: the export itself. `spec.requires.path` takes precedence, and is in the export too.',
      maxLength: 4096,
      pattern: '^[^\\u0000-\\u001f\\u007f]*$',
      examples: ['Finance/2026'],
    },
    version: text(
      'Version',
      'Version of NFS. 4, the default, is 4.0, or 4.1 if the server has no 4.0; it needs only port 2049.',
      '4',
      { enum: ['3', '4'], default: '4' },
    ),
    uid: id('User ID', 'user'),
    gid: id('Group ID', 'group'),
    gids: {
      type: 'array',
      title: 'Further groups',
      description: 'IDs of supplementary groups, at most 16, because AUTH_SYS has no room for more.',
      maxItems: 16,
      items: { type: 'integer', minimum: 0, maximum: highestId },
      examples: [[3000, 3001]],
    },
    port: port('Port', 'TCP port of NFS. Default: 2049; with version 3, the port that rpcbind (port 111) names.', 2049),
    mountPort: port(
      'Mount port',
      'TCP port of the mount protocol, only with version 3. Default: the port that rpcbind (port 111) names.',
      20_048,
    ),
    sec: text(
      'Security flavor',
      'Security flavor, as mount option `sec` names it. Only sys (AUTH_SYS), the default, is supported; Kerberos (krb5, krb5i, krb5p) is not.',
      'sys',
      { pattern: '^(sys|krb5[ip]?)$', default: 'sys' },
    ),
  },
};

function id(title: string, what: string) {
  return {
    type: 'integer',
    title,
    description: `Numeric ID of the ${what} that the operator acts as. Default: 65534, which most systems call nobody.`,
    minimum: 0,
    maximum: highestId,
    default: 65_534,
    examples: [1000],
  };
}
