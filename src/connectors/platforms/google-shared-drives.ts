import type { PlatformSpec } from '../platform.ts';
import { text } from './field.ts';
import { delegated, domainConfig, domainHosts, domainReplies, isAdministrator } from './google-domain.ts';
import {
  federationFields,
  federationHosts,
  federationSteps,
  federationValues,
  workloadIdentity,
} from './google-federation.ts';
import { aboutMe, drive, oauthRefresh, rightsInItem, serviceAccount } from './google.ts';
import { apiReplies } from './replies/google.ts';
import { driveProof } from './proofs/google-drive.ts';

// drives.get and drives.list take drive and drive.readonly alone: drive/v3 discovery document.
const readDrives = 'https://www.googleapis.com/auth/drive.readonly';

export const googleSharedDrives = {
  title: 'Google Shared Drives',
  aliases: ['Google Team Drives'],
  category: 'FileSharing',
  documentation: 'https://developers.google.com/workspace/drive/api/guides/about-shareddrives',
  config: {
    properties: {
      ...domainConfig(readDrives),
      // unverified: that the id of a shared drive begins with 0A, so any id is taken.
      driveId: text('Shared drive ID', 'One shared drive to test; from its address.', '0ABCdefGHIjklUk9PVA', {
        pattern: '^[A-Za-z0-9_-]+$',
      }),
      ...federationFields,
    },
  },
  hosts: [...domainHosts, ...federationHosts],
  methods: [
    serviceAccount({
      description:
        'A service account with a JSON key, the Google Drive API enabled in its project, and domain-wide delegation of the scopes in the Admin console. The user in subject must be a member of the shared drive. Put the key file into serviceAccountJson as it is, or its parts into keys of their own. Its token_uri is not used.',
      ...delegated(readDrives),
    }),
    workloadIdentity({
      description: `${federationSteps} Here it must act as a service account, as itself: acting as a user needs domain-wide delegation and a key. Enable the Google Drive API in its project, and make the service account a member of the shared drive.`,
      scope: ['{{values.scope}}'],
      config: { required: ['serviceAccountEmail'], properties: { subject: false, domain: false, scopes: false } },
    }),
    oauthRefresh(
      'An OAuth client (web application) in a project with the Google Drive API enabled, published or internal (in "Testing" a token ends after 7 days), and the refresh token of a member of the shared drives who granted it the scope drive or drive.readonly with access_type=offline.',
    ),
  ],
  http: {
    values: {
      ...federationValues,
      scope: `has(requires.proof) && requires.proof == "Probe" ? "https://www.googleapis.com/auth/drive" : "${readDrives}"`,
      item: 'has(requires.path) ? requires.path : ""',
    },
    ...aboutMe,
    replies: domainReplies,
    proof: driveProof,
    access: [
      rightsInItem('has(requires.path)'),
      {
        when: 'has(config.driveId)',
        request: { url: `${drive}/drives/{{config.driveId}}`, query: { fields: 'id,name,capabilities' } },
        grants: {
          read: 'json.capabilities.canListChildren',
          write: 'json.capabilities.canAddChildren',
          update: 'json.capabilities.canEdit',
          delete: 'json.capabilities.canTrashChildren || json.capabilities.canDeleteChildren',
        },
        replies: apiReplies,
      },
      {
        // An empty list is a good answer: the user is in no shared drive.
        when: '!has(config.driveId)',
        request: { url: `${drive}/drives`, query: { pageSize: '1', fields: 'drives(id,name)' } },
        replies: apiReplies,
      },
      isAdministrator,
    ],
  },
} satisfies PlatformSpec;
