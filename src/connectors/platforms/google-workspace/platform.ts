import type { PlatformSpec } from '../../platform.ts';
import { aboutDomainUser, delegated, domainConfig, domainHosts, isAdministrator } from '../shared/google/domain.ts';
import { driveProbe, permissionsInItem } from '../shared/google/drive.ts';
import { delegationTables } from '../shared/google/federation-replies.ts';
import {
  asSubject,
  federationDefine,
  federationFields,
  federationHosts,
  workloadIdentity,
} from '../shared/google/federation.ts';
import { oauthRefresh, serviceAccount } from '../shared/google/methods.ts';
import { define, delegatedTables } from '../shared/google/replies.ts';

const readMetadata = 'https://www.googleapis.com/auth/drive.metadata.readonly';
const asUser = delegated(readMetadata);

export const googleWorkspace = {
  title: 'Google Workspace',
  aliases: ['google-suite', 'G Suite', 'Google Drive for Work'],
  category: 'FileSharing',
  documentation: 'https://developers.google.com/identity/protocols/oauth2/service-account',
  config: { properties: { ...domainConfig(readMetadata), ...federationFields } },
  hosts: [...domainHosts, ...federationHosts],
  define: [...define, ...federationDefine, { item: 'orElse(requires.path, "root")' }],
  tables: { ...delegatedTables, ...delegationTables },
  methods: [
    serviceAccount({
      description:
        'Create a service account with a JSON key, enable the Google Drive API in its project, and delegate the scopes to it in the Admin console (domain-wide delegation).',
      ...asUser,
    }),
    workloadIdentity({
      role: 'Service Account Token Creator',
      description:
        'Enable the Google Drive API in its project, and delegate the scopes to it in the Admin console (domain-wide delegation).',
      config: { ...asUser.config, required: ['serviceAccountEmail', 'subject'] },
      acting: asSubject('config.scopes'),
    }),
    oauthRefresh(
      'Create an OAuth client (web application) in a project with the Google Drive API enabled. It must be published or internal, because in "Testing" a refresh token expires after 7 days. Then sign in as the user with offline access.',
      ['drive.readonly', 'drive'],
    ),
  ],
  test: [aboutDomainUser],
  access: [permissionsInItem('has(requires.path) || has(requires.access)'), isAdministrator],
  probe: driveProbe,
} satisfies PlatformSpec;
