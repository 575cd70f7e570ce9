import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { aboutDomainUser, delegated, domainConfig, domainHosts, isAdministrator } from '../shared/google/domain.ts';
import { drive, driveProbe, permissionsInItem, replies } from '../shared/google/drive.ts';
import { delegationTables, federationTables } from '../shared/google/federation-replies.ts';
import {
  asItself,
  asSubject,
  federationDefine,
  federationFields,
  federationHosts,
  workloadIdentity,
} from '../shared/google/federation.ts';
import { oauthRefresh, serviceAccount } from '../shared/google/methods.ts';
import { define, delegatedTables } from '../shared/google/replies.ts';

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
      driveId: text(
        'Shared drive ID',
        'The ID of one shared drive to test, from its address. Default: the shared drives are only listed.',
        '0ABCdefGHIjklUk9PVA',
        {
          ...pasted([String.raw`^https://drive\.google\.com/.*/folders/([A-Za-z0-9_-]+)`]),
          pattern: '^[A-Za-z0-9_-]+$',
        },
      ),
      ...federationFields,
    },
  },
  hosts: [...domainHosts, ...federationHosts],
  define: [
    ...define,
    ...federationDefine,
    { drives: 'orElse(requires.proof, "") == "Probe" ? "drive" : "drive.readonly"' },
    { scopes: 'orElse(config.scopes, ["https://www.googleapis.com/auth/" + drives])' },
    { item: 'requires.path' },
  ],
  tables: { ...delegatedTables, ...federationTables, ...delegationTables },
  methods: [
    serviceAccount({
      description:
        'Create a service account with a JSON key, enable the Google Drive API in its project, and delegate the scopes to it in the Admin console (domain-wide delegation). The user in `subject` must be a member of the shared drive. Without `subject` the service account acts as itself: make it a member of the drive in `driveId`.',
      ...delegated(readDrives),
      config: {
        anyOf: [{ required: ['subject'] }, { required: ['driveId'] }],
        properties: { scopes: { default: [readDrives] } },
      },
    }),
    workloadIdentity({
      role: 'Workload Identity User, or with `subject` Service Account Token Creator,',
      description:
        'Enable the Google Drive API in its project. Without `subject` it acts as itself: make it a member of the shared drive. With `subject`, delegate the scopes to it in the Admin console (domain-wide delegation).',
      config: { required: ['serviceAccountEmail'] },
      acting: [asItself('!has(config.subject)', '{{scopes}}'), ...asSubject('scopes')],
    }),
    oauthRefresh(
      'Create an OAuth client (web application) in a project with the Google Drive API enabled. It must be published or internal, because in "Testing" a refresh token expires after 7 days. Then sign in as a member of the shared drives with offline access.',
      ['drive.readonly', 'drive'],
    ),
  ],
  test: [aboutDomainUser],
  access: [
    permissionsInItem('has(requires.path)'),
    {
      when: 'has(config.driveId)',
      request: { url: `${drive}/drives/{{config.driveId}}`, query: { fields: 'id,name,capabilities' } },
      replies,
      facts: {
        grants: {
          read: 'json.capabilities.canListChildren',
          write: 'json.capabilities.canAddChildren',
          update: 'json.capabilities.canEdit',
          delete: 'json.capabilities.canTrashChildren || json.capabilities.canDeleteChildren',
        },
      },
    },
    {
      // An empty list is a good answer: the user is in no shared drive.
      when: '!has(config.driveId)',
      request: { url: `${drive}/drives`, query: { pageSize: '1', fields: 'drives(id,name)' } },
      replies,
    },
    isAdministrator,
  ],
  probe: driveProbe,
} satisfies PlatformSpec;
