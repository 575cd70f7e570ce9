import type { FakeReply, FakeRoute } from '../../support/fake-platform.ts';
import { bearing, minted, oauthError } from '../shared/google/fake.ts';

const bucket = 'GET https://storage.googleapis.com/storage/v1/b/archive/iam/testPermissions';
export const rights = ['list', 'get', 'create', 'update', 'delete'].map((right) => `storage.objects.${right}`);
export const permissions = (...some: string[]): FakeReply => ({
  json: {
    kind: 'storage#testIamPermissionsResponse',
    ...(some.length === 0 ? {} : { permissions: some.map((right) => `storage.objects.${right}`) }),
  },
});
export const buckets = (more: object = { items: [{ name: 'archive' }] }): FakeReply => ({
  json: { kind: 'storage#buckets', ...more },
});
const asksForAll: FakeRoute['faults'] = ({ url }) =>
  url.searchParams.getAll('permissions').join() === rights.join() ? [] : ['permissions are not the five of objects'];
const scope = 'https://www.googleapis.com/auth/devstorage.read_only https://www.googleapis.com/auth/userinfo.email';
export const tokenInfo = (more: object = {}): FakeReply => ({
  json: { azp: '1098', aud: '1098', scope, expires_in: '3598', email: 'svc@project.iam.gserviceaccount.com', ...more },
});

/** googleapis/google-api-go-client storage/v1; without `fields` a list has its `kind` too. */
export const storageRoutes: Record<string, FakeRoute> = {
  bucket: {
    ...bearing(minted),
    on: bucket,
    when: ({ url }) => !url.searchParams.has('userProject'),
    query: { permissions: /^storage[.]objects[.]/ },
    faults: asksForAll,
    good: permissions('list', 'get', 'create', 'update', 'delete'),
  },
  billed: {
    ...bearing(minted),
    on: bucket,
    query: { permissions: /^storage[.]objects[.]/, userProject: 'payer-project' },
    faults: asksForAll,
    good: permissions('list', 'get'),
  },
  buckets: {
    ...bearing(minted),
    on: 'GET https://storage.googleapis.com/storage/v1/b',
    query: { project: 'my-project-123', maxResults: '1', fields: 'kind,items(name)' },
    good: buckets(),
  },
  tokenInfo: {
    on: 'POST https://oauth2.googleapis.com/tokeninfo',
    form: { access_token: minted },
    good: tokenInfo(),
    refused: oauthError('invalid_token', 'Invalid Value'),
  },
};
