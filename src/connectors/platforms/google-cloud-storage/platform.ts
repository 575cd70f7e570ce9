import type { PlatformRequestStep } from '../../../api/platform.gen.ts';
import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { federationTables } from '../shared/google/federation-replies.ts';
import { federationDefine, federationFields, federationHosts } from '../shared/google/federation.ts';
import { define, ownTables } from '../shared/google/replies.ts';
import { bucketsOfProject, noPermission, permissions, storage } from './bucket.ts';
import { methods } from './methods.ts';
import { probe } from './probe.ts';

const project = { pattern: '^[a-z][a-z0-9-]{4,28}[a-z0-9]$' };
const readOnly = 'readOnly ? false : null';
const tenant = 'direct ? provider : null';

/** The account is the token's, not the configured one. In the body, for an address gets into logs. */
const account: PlatformRequestStep = {
  // unverified: that tokeninfo does not know tokens of a pool itself, which are no accounts of Google.
  when: '!direct',
  request: {
    method: 'POST',
    url: 'https://oauth2.googleapis.com/tokeninfo',
    form: { access_token: '{{token.access}}' },
  },
  authenticate: false,
  facts: {
    identified: 'json.scope.contains("/auth/")',
    // unverified: tokeninfo names a service account by its id in azp if it gives no sub.
    account: { id: 'orElse(json.sub, method == "oauth-refresh" ? null : json.azp)', email: 'json.email' },
    grants: { write: readOnly, update: readOnly, delete: readOnly },
  },
};

export const googleCloudStorage = {
  title: 'Google Cloud Storage',
  aliases: ['GCS'],
  category: 'CloudStorage',
  documentation: 'https://cloud.google.com/storage/docs/authentication',
  config: {
    anyOf: [{ required: ['bucket'] }, { required: ['projectId'] }],
    properties: {
      bucket: text('Bucket', 'The name of the bucket to test.', 'finance-archive', {
        ...pasted(
          ['^gs://([^/?#]+)'],
          [String.raw`^https://storage(?:\.cloud)?\.(?:google|googleapis)\.com/([^/?#]+)`],
          [String.raw`^https://console\.cloud\.google\.com/storage/browser/([^/;?#]+)`],
        ),
        pattern: '^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$',
      }),
      projectId: text(
        'Project ID',
        'The ID of the project whose buckets are listed, if `bucket` is not set.',
        'my-project-123',
        project,
      ),
      userProject: text(
        'Project to bill',
        'The ID of the project to bill for requests to a requester-pays bucket.',
        'my-project-123',
        project,
      ),
      ...federationFields,
    },
  },
  hosts: ['oauth2.googleapis.com', 'storage.googleapis.com', ...federationHosts],
  define: [
    ...define,
    ...federationDefine,
    { direct: 'method == "workload-identity" && !has(config.serviceAccountEmail)' },
    { scope: 'orElse(requires.proof, "") == "Probe" ? "devstorage.read_write" : "devstorage.read_only"' },
    { folders: 'orElse(requires.path, "").parts().map(part, part + "/")' },
    { object: 'folders.join("") + probe.name' },
    // A token that was granted for reading alone cannot write, whatever the account may do.
    { writable: 'json.scope.matches("/auth/(cloud-platform|devstorage[.](full_control|read_write))( |$)")' },
    { readOnly: 'method == "oauth-refresh" && !writable' },
  ],
  tables: { ...ownTables, ...federationTables, storage },
  methods,
  // A token of a pool itself names nobody. Every method but hmac, which has a driver of its own, signs in.
  identity: 'Unnamed',
  test: [
    account,
    {
      when: 'has(config.bucket)',
      request: permissions,
      replies: [{ table: 'storage' }, noPermission],
      facts: {
        identified: 'json.kind == "storage#testIamPermissionsResponse"',
        account: { tenant },
        grants: {
          read: '["get", "list"].all(right, "storage.objects." + right in json.permissions)',
          write: '"storage.objects.create" in json.permissions',
          update: '"storage.objects.update" in json.permissions',
          delete: '"storage.objects.delete" in json.permissions',
        },
      },
    },
    {
      when: '!has(config.bucket)',
      request: bucketsOfProject,
      replies: [{ table: 'storage' }],
      facts: { identified: 'json.kind == "storage#buckets"', account: { tenant } },
    },
  ],
  probe,
} satisfies PlatformSpec;
