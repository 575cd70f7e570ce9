import type { PlatformMethod } from '../../platform.ts';
import { secret, text, visible } from '../shared/field.ts';
import { asItself, workloadIdentity } from '../shared/google/federation.ts';
import { oauthRefresh, serviceAccount } from '../shared/google/methods.ts';

const scope = ['https://www.googleapis.com/auth/{{scope}}', 'https://www.googleapis.com/auth/userinfo.email'];

/** https://cloud.google.com/storage/docs/authentication/hmackeys */
const hmac: PlatformMethod = {
  name: 'hmac',
  title: 'HMAC key',
  description:
    'Create an HMAC key for a service account or a user (Cloud Storage, Settings, Interoperability), and grant that account a role on the bucket. The key is for the XML API, which does not report permissions: prefer a service account, or set requires.proof to Probe.',
  driver: 'google-storage-xml',
  secret: {
    required: ['accessKey', 'secret'],
    properties: {
      accessKey: text(
        'Access ID',
        'The access ID, which names the key and is shown as the account.',
        'GOOG1EXAMPLEEXAMPLE',
        { pattern: '^[\\w.@+=-]{1,128}$', ...visible },
      ),
      secret: secret(
        'Secret',
        'The secret of the key. It signs the requests and is never sent.',
        'bGoa+V7g/yqDXvKRqq+JTFn4uQZbPiQJo4pf9RzJ',
        { pattern: '^[\\x21-\\x7e]{1,256}$' },
      ),
    },
  },
  config: { required: ['bucket'], properties: { projectId: false, userProject: false } },
  credential: { none: {} },
};

export const methods: PlatformMethod[] = [
  serviceAccount({
    description:
      'Create a service account with a JSON key, and grant it a role on the bucket, such as Storage Object Viewer or Storage Object User. To list the buckets of a project it needs a role with storage.buckets.list.',
    claims: { scope: scope.join(' ') },
    table: 'own',
  }),
  workloadIdentity({
    role: 'Workload Identity User',
    description:
      'Grant the service account, or without `serviceAccountEmail` the principal itself, a role on the bucket, such as Storage Object Viewer or Storage Object User.',
    acting: [asItself('has(config.serviceAccountEmail)', scope)],
  }),
  oauthRefresh(
    'Create an OAuth client (web application). Its consent screen must be published or internal, because in "Testing" a refresh token expires after 7 days. Then sign in as a user with a role on the bucket with offline access. The scope userinfo.email lets the account be named.',
    ['devstorage.read_only', 'devstorage.read_write'],
  ),
  hmac,
];
