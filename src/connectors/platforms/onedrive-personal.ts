import type { PlatformSpec } from '../platform.ts';
import { clientId, scopes } from './entra.ts';
import { refreshMethod } from './entra-methods.ts';
import { forbidden, graphReplies } from './replies/graph.ts';
import { graphDriveProof, graphFolder } from './proofs/graph-drive.ts';

/** CEL: did the token come with one of these scopes? No value where the reply does not tell its scopes. */
const granted = (...names: string[]) =>
  `session.scope == "" ? null : session.scope.split(" ").exists(s, s.replace("https://graph.microsoft.com/", "") in ${JSON.stringify(names)})`;
const write = ['Files.ReadWrite', 'Files.ReadWrite.All'];

const driveUrl = '"https://graph.microsoft.com/v1.0/me/drive"';

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
        description: 'Delegated scopes to ask for. Default: Files.ReadWrite offline_access.',
        examples: [['Files.Read', 'offline_access']],
      },
    },
  },
  // unverified: the hosts of the signed addresses that downloads are redirected to, *.1drv.com and my.microsoftpersonalcontent.com
  hosts: ['login.microsoftonline.com', 'graph.microsoft.com', '*.1drv.com', 'my.microsoftpersonalcontent.com'],
  methods: [
    refreshMethod(
      // unverified: that consumers refreshes as common does, and the default scopes.
      'https://login.microsoftonline.com/consumers/oauth2/v2.0/token',
      'In the Microsoft Entra admin center, under App registrations, register an application for personal Microsoft accounts, with the delegated permissions Microsoft Graph, Files.Read or Files.ReadWrite, and offline_access. Sign in once as the user, with the authorization code or device code flow, and keep the refresh_token of the reply. It ends when it is not used for 90 days.',
    ),
  ],
  http: {
    values: {
      scopes: 'has(config.scopes) ? config.scopes.join(" ") : "Files.ReadWrite offline_access"',
      drive: driveUrl,
      folder: graphFolder(driveUrl),
    },
    proof: graphDriveProof(graphReplies),
    test: { url: 'https://graph.microsoft.com/v1.0/me/drive', query: { $select: 'id,driveType,owner,quota' } },
    account: { id: 'json.owner.user.id', name: 'json.owner.user.displayName' },
    identity: 'minted && json.driveType == "personal" && size(json.owner.user.id) > 0',
    replies: [
      ...graphReplies,
      forbidden,
      {
        when: 'status == 200 && json.driveType != "personal"',
        outcome: 'IdentityMismatch',
        causes: ['the account is one of work or school: use onedrive-business'],
      },
    ],
    access: [
      {
        grants: {
          read: granted('Files.Read', 'Files.Read.All', ...write),
          write: granted(...write),
          update: granted(...write),
          delete: granted(...write),
        },
      },
    ],
  },
} satisfies PlatformSpec;
