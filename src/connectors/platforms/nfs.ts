import type { PlatformSpec } from '../platform.ts';

/** Sources: RFC 1813 (NFS 3), RFC 7530 (NFS 4.0), RFC 8881 (4.1), RFC 5531 (AUTH_SYS); what the driver makes of replies is in drivers/nfs. */
export const nfs = {
  title: 'NFS export',
  aliases: ['NFS', 'Network File System', 'NFSv3', 'NFSv4'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc7530',
  driver: 'nfs',
  config: {
    type: 'object',
    required: ['server', 'export'],
    properties: {
      server: {
        type: 'string',
        title: 'Server',
        description: 'Name or IP address of the server, without scheme, port or path.',
        minLength: 1,
        maxLength: 1024,
        examples: ['nas.example.com'],
      },
      export: {
        type: 'string',
        title: 'Export',
        description:
          'Path that the server exports, as `showmount -e` lists it; with version 4, its path from the root of all exports. There a directory above exports can be named as well; it can be read only.',
        minLength: 1,
        maxLength: 1024,
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
        examples: ['/srv/data'],
      },
      path: {
        type: 'string',
        title: 'Directory',
        description: 'Directory below the export to look at. spec.requires.path wins; it is below the export too.',
        maxLength: 4096,
        pattern: '^[^\\u0000-\\u001f\\u007f]*$',
        examples: ['Finance/2026'],
      },
      version: {
        type: 'string',
        title: 'Version',
        description: 'Of NFS. 4 is 4.0, or 4.1 where the server has no 4.0; it needs no port but 2049.',
        enum: ['3', '4'],
        default: '4',
        examples: ['4'],
      },
      uid: id('User id', 'that the operator claims to have; the server believes it'),
      gid: id('Group id', 'that the operator claims to have'),
      gids: {
        type: 'array',
        title: 'Further groups',
        description: 'Supplementary group ids. AUTH_SYS carries 16 at most.',
        maxItems: 16,
        items: { type: 'integer', minimum: 0, maximum: 4_294_967_295 },
        examples: [[3000, 3001]],
      },
      port: port('Port', 'Of NFS. Default: 2049; with version 3, what rpcbind (port 111) says.', 2049),
      mountPort: port(
        'Mount port',
        'Of the mount protocol, with version 3. Default: what rpcbind (port 111) says.',
        20_048,
      ),
      sec: {
        type: 'string',
        title: 'Security flavor',
        description: 'Only sys (AUTH_SYS). Kerberos (krb5, krb5i, krb5p) is not supported.',
        pattern: '^(sys|krb5[ip]?)$',
        default: 'sys',
        examples: ['sys'],
      },
    },
  },
  methods: [
    {
      name: 'sys',
      title: 'User and group id (AUTH_SYS)',
      description:
        'There is no credential: the server believes the ids that it is told, and trusts the address they come from. Connected therefore says that the export can be reached from the operator and what these ids may do in it, never that anybody proved who they are; `status.checks` has `Authenticated: NotTestable`. Name no Secret.',
      secret: { type: 'object', additionalProperties: false },
      auth: { none: {} },
    },
  ],
  // With version 3 the server names the ports of its services itself, so none can be listed.
  hosts: ['{{config.server}}'],
} satisfies PlatformSpec;

function id(title: string, what: string) {
  return {
    type: 'integer',
    title,
    description: `Numeric ${title.toLowerCase()} ${what}.`,
    minimum: 0,
    maximum: 4_294_967_295,
    default: 65_534,
    examples: [1000],
  };
}

function port(title: string, description: string, example: number) {
  return { type: 'integer', title, description, minimum: 1, maximum: 65_535, examples: [example] };
}
