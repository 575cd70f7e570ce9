import type { PlatformSpec } from '../platform.ts';
import { delegated, domainConfig, domainHosts, domainReplies, isAdministrator } from './google-domain.ts';
import { aboutMe, oauthRefresh, rightsInItem, serviceAccount } from './google.ts';
import { driveProof } from './proofs/google-drive.ts';

const readMetadata = 'https://www.googleapis.com/auth/drive.metadata.readonly';

export const googleWorkspace = {
  title: 'Google Workspace',
  aliases: ['google-suite', 'G Suite', 'Google Drive for Work'],
  category: 'FileSharing',
  documentation: 'https://developers.google.com/identity/protocols/oauth2/service-account',
  config: { properties: domainConfig(readMetadata) },
  hosts: domainHosts,
  methods: [
    serviceAccount({
      description:
        'A service account with a JSON key, the Google Drive API enabled in its project, and domain-wide delegation of the scopes in the Admin console. Put the key file into serviceAccountJson as it is, or its parts into keys of their own. Its token_uri is not used.',
      ...delegated(readMetadata),
    }),
    oauthRefresh(
      'An OAuth client (web application) in a project with the Google Drive API enabled, published or internal (in "Testing" a token ends after 7 days), and the refresh token of a user who granted it a Drive scope with access_type=offline.',
    ),
  ],
  http: {
    values: { item: 'has(requires.path) ? requires.path : "root"' },
    ...aboutMe,
    replies: domainReplies,
    proof: driveProof,
    access: [rightsInItem('has(requires.path) || has(requires.access)'), isAdministrator],
  },
} satisfies PlatformSpec;
