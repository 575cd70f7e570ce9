import type { PlatformSpec } from '../../platform.ts';
import { tokenResponse } from '../shared/entra/define.ts';
import { clientId, scopes } from '../shared/entra/fields.ts';
import { refreshMethod } from '../shared/entra/methods.ts';
import { entraReplies } from '../shared/entra/replies.ts';
import { driveFolder, graphDriveProbe, probeReplies } from '../shared/graph/drive-probe.ts';
import { forbidden, graphReplies } from '../shared/graph/replies.ts';

export const onedrivePersonal = {
  title: 'Microsoft OneDrive',
  aliases: ['onedrive', 'OneDrive (personal)'],
  category: 'FileSharing',
  documentation: 'https://learn.microsoft.com/onedrive/developer/rest-api/getting-started/graph-oauth',
  config: {
    required: ['clientId'],
    properties: {
      clientId,
      scopes: {
        ...scopes,
        description: 'Delegated scopes to request. Default: Files.ReadWrite and offline_access.',
        examples: [['Files.Read', 'offline_access']],
      },
    },
  },
  // unverified: the hosts of the signed addresses that downloads are redirected to, *.1drv.com and my.microsoftpersonalcontent.com
  hosts: ['login.microsoftonline.com', 'graph.microsoft.com', '*.1drv.com', 'my.microsoftpersonalcontent.com'],
  define: [
    { scopes: 'has(config.scopes) ? config.scopes : ["Files.ReadWrite", "offline_access"]' },
    { drive: '"https://graph.microsoft.com/v1.0/me/drive"' },
    ...driveFolder,
    ...tokenResponse,
    { writes: '["Files.ReadWrite", "Files.ReadWrite.All"]' },
    { reads: 'writes + ["Files.Read", "Files.Read.All"]' },
  ],
  tables: { entra: entraReplies, graph: graphReplies, probe: probeReplies },
  methods: [
    refreshMethod(
      'In the Microsoft Entra admin center, register an application for personal Microsoft accounts under App registrations, with the delegated permissions Microsoft Graph, Files.Read or Files.ReadWrite, and offline_access. Then sign in as the user, and keep the refresh token. It expires if it is not used for 90 days.',
      // unverified: that consumers refreshes as common does, and the default scopes.
      'https://login.microsoftonline.com/consumers/oauth2/v2.0/token',
    ),
  ],
  test: [
    {
      request: { url: '{{drive}}', query: { $select: 'id,driveType,owner,quota' } },
      replies: [
        { table: 'graph' },
        forbidden,
        {
          when: 'status == 200 && filled(json.driveType) && json.driveType != "personal"',
          outcome: 'IdentityMismatch',
          causes: ['the account is a work or school account, which platform onedrive-business is for'],
        },
      ],
      facts: {
        identified: 'json.driveType == "personal"',
        account: { id: 'json.owner.user.id', name: 'json.owner.user.displayName' },
        grants: {
          // What the token came with; no value if the token response does not say its scopes.
          read: 'token.scope.words().exists(s, s.replace("https://graph.microsoft.com/", "") in reads)',
          write: 'token.scope.words().exists(s, s.replace("https://graph.microsoft.com/", "") in writes)',
          update: 'token.scope.words().exists(s, s.replace("https://graph.microsoft.com/", "") in writes)',
          delete: 'token.scope.words().exists(s, s.replace("https://graph.microsoft.com/", "") in writes)',
        },
      },
    },
  ],
  probe: graphDriveProbe,
} satisfies PlatformSpec;
