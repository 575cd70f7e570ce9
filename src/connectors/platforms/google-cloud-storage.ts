import type { PlatformMethod, PlatformReply, PlatformSpec } from '../platform.ts';
import { secret, text } from './field.ts';
import {
  federationFields,
  federationHosts,
  federationSteps,
  federationValues,
  workloadIdentity,
} from './google-federation.ts';
import { oauthRefresh, serviceAccount } from './google.ts';
import { googleStorageProof } from './proofs/google-cloud-storage.ts';
import { apiReplies, older } from './replies/google.ts';

const storage = 'https://storage.googleapis.com/storage/v1/b';
const asked = ['list', 'get', 'create', 'update', 'delete'].map((right) => `permissions=storage.objects.${right}`);
const has = (right: string) => `"storage.objects.${right}" in json.permissions`;
const granted = 'status == 200 && json.kind == "storage#testIamPermissionsResponse"';
const project = { pattern: '^[a-z][a-z0-9-]{4,28}[a-z0-9]$' };

/** https://cloud.google.com/storage/docs/json_api/v1/status-codes */
const replies: PlatformReply[] = [
  {
    // https://cloud.google.com/storage/docs/using-requester-pays
    when: `status == 400 && (${older('userProjectMissing')} || json.error.message.contains("requester pays"))`,
    outcome: 'InvalidConfiguration',
    causes: ['the bucket is one of requester pays: name the project to bill in userProject'],
  },
  ...apiReplies,
  {
    when: `${granted} && (!has(json.permissions) || size(json.permissions) == 0)`,
    outcome: 'PermissionDenied',
    causes: ['the account has no right to objects in this bucket'],
  },
];

/** A token that was granted for reading alone cannot write, whatever the account may do. */
const writesNot =
  'method == "oauth-refresh" && has(json.scope) && !json.scope.matches("/auth/(cloud-platform|devstorage[.](full_control|read_write))( |$)") ? false : null';

/** https://cloud.google.com/storage/docs/authentication/hmackeys */
const hmac: PlatformMethod = {
  name: 'hmac',
  title: 'HMAC key',
  description:
    'An HMAC key of a service account or of a user (Cloud Storage, Settings, Interoperability), whose account has a role on the bucket. It is for the XML API, which tells no rights: prefer a service account, or ask for requires.proof Probe.',
  driver: 'google-storage-xml',
  secret: {
    required: ['accessKey', 'secret'],
    properties: {
      accessKey: text('Access ID', 'Names the key; it is shown as the account.', 'GOOG1EXAMPLEEXAMPLE', {
        pattern: '^[\\w.@+=-]{1,128}$',
      }),
      secret: secret('Secret', 'Signs the requests; it is never sent.', 'bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ', {
        pattern: '^[\\x21-\\x7e]{1,256}$',
      }),
    },
  },
  config: { required: ['bucket'], properties: { projectId: false, userProject: false } },
  auth: { none: {} },
};

export const googleCloudStorage = {
  title: 'Google Cloud Storage',
  aliases: ['GCS'],
  category: 'CloudStorage',
  documentation: 'https://cloud.google.com/storage/docs/authentication',
  config: {
    anyOf: [{ required: ['bucket'] }, { required: ['projectId'] }],
    properties: {
      bucket: text('Bucket', 'Bucket to test.', 'finance-archive', { pattern: '^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$' }),
      projectId: text('Project ID', 'Without bucket: list the buckets of this project.', 'my-project-123', project),
      userProject: text('Project to bill', 'For buckets of requester pays.', 'my-project-123', project),
      ...federationFields,
    },
  },
  hosts: ['oauth2.googleapis.com', 'storage.googleapis.com', ...federationHosts],
  methods: [
    serviceAccount({
      description:
        'A service account with a JSON key and a role on the bucket, such as Storage Object Viewer or Storage Object User; to list the buckets of a project, one with storage.buckets.list. Put the key file into serviceAccountJson as it is, or its parts into keys of their own. Its token_uri is not used.',
      claims: {
        scope: 'https://www.googleapis.com/auth/{{values.scope}} https://www.googleapis.com/auth/userinfo.email',
      },
    }),
    workloadIdentity({
      description: `${federationSteps} Give the account that is used a role on the bucket, such as Storage Object Viewer or Storage Object User.`,
      scope: ['https://www.googleapis.com/auth/{{values.scope}}', 'https://www.googleapis.com/auth/userinfo.email'],
    }),
    oauthRefresh(
      'An OAuth client (web application), its consent screen published or internal (in "Testing" a token ends after 7 days), and the refresh token of a user with a role on the bucket, who granted it a scope such as devstorage.read_only (devstorage.read_write for requires.proof Probe), and userinfo.email so that the account can be named, with access_type=offline.',
    ),
    hmac,
  ],
  http: {
    values: {
      ...federationValues,
      scope: 'has(requires.proof) && requires.proof == "Probe" ? "devstorage.read_write" : "devstorage.read_only"',
      folder:
        'has(requires.path) && requires.path.matches("[^/]") ? requires.path.split("/").filter(part, part != "").join("/") + "/" : ""',
      test: `has(config.bucket) ? "${storage}/" + config.bucket + "/iam/testPermissions?${asked.join('&')}" : "${storage}?project=" + config.projectId + "&maxResults=1&fields=kind,items(name)"`,
    },
    test: { url: '{{values.test}}', query: { userProject: '{{config.userProject}}' } },
    // A public bucket answers a stranger as well, so the token must have been issued in this test.
    identity: 'minted && json.kind == (has(config.bucket) ? "storage#testIamPermissionsResponse" : "storage#buckets")',
    replies,
    proof: googleStorageProof,
    access: [
      {
        // unverified: that tokeninfo does not know tokens of a pool itself, which are no accounts of Google.
        when: 'method != "workload-identity" || has(config.serviceAccountEmail)',
        // The account is the token's, not the configured one. In the body, for an address gets into logs.
        request: {
          method: 'POST',
          url: 'https://oauth2.googleapis.com/tokeninfo',
          form: { access_token: '{{token}}' },
        },
        account: {
          // unverified: tokeninfo names a service account by its id in azp where it gives no sub.
          id: 'has(json.sub) ? json.sub : method != "oauth-refresh" ? json.azp : null',
          email: 'json.email',
        },
        grants: { write: writesNot, update: writesNot, delete: writesNot },
      },
      {
        when: 'method == "workload-identity" && !has(config.serviceAccountEmail)',
        account: { tenant: 'values.provider' },
      },
      {
        when: 'has(config.bucket)',
        grants: {
          read: `${has('get')} && ${has('list')}`,
          write: has('create'),
          update: has('update'),
          delete: has('delete'),
        },
      },
    ],
  },
} satisfies PlatformSpec;
