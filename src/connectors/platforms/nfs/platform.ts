import type { PlatformSpec } from '../../platform.ts';
import { config } from './config.ts';

/** Sources: RFC 1813 (NFS 3), RFC 7530 (NFS 4.0), RFC 8881 (4.1), RFC 5531 (AUTH_SYS); what the driver makes of replies is in drivers/nfs. */
export const nfs = {
  title: 'NFS export',
  aliases: ['NFS', 'Network File System', 'NFSv3', 'NFSv4'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc7530',
  driver: 'nfs',
  config,
  methods: [
    {
      name: 'sys',
      title: 'User and group ID (AUTH_SYS)',
      description:
        'There is no credential: the server believes the IDs that it receives, and trusts the address of the client. Connected means that the operator can reach the export, and what these IDs are allowed to do in it. Nobody is authenticated, so `status.checks` has `Authenticated: NotTestable`. Do not set `spec.secretRef`.',
      secret: { additionalProperties: false },
      credential: { none: {} },
    },
  ],
  // With version 3 the server names the ports of its services itself, so none can be listed.
  hosts: ['{{config.server}}'],
} satisfies PlatformSpec;
