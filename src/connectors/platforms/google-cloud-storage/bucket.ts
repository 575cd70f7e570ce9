import type { PlatformRow } from '../../../api/platform.gen.ts';

const buckets = 'https://storage.googleapis.com/storage/v1/b';
const query = { userProject: '{{config.userProject}}' };
const asked = ['list', 'get', 'create', 'update', 'delete'].map((right) => `permissions=storage.objects.${right}`);

/** https://cloud.google.com/storage/docs/json_api/v1/buckets/testIamPermissions: which of these the account has. */
export const permissions = { url: `${buckets}/{{config.bucket}}/iam/testPermissions?${asked.join('&')}`, query };

export const bucketsOfProject = {
  url: buckets,
  query: { project: '{{config.projectId}}', maxResults: '1', fields: 'kind,items(name)', ...query },
};

/** https://cloud.google.com/storage/docs/json_api/v1/status-codes */
export const storage: PlatformRow[] = [
  {
    // https://cloud.google.com/storage/docs/using-requester-pays
    when: 'status == 400 && ("userProjectMissing" in older || json.error.message.matches("requester pays|User project"))',
    outcome: 'InvalidConfiguration',
    causes: ['the bucket is a requester-pays bucket, and `userProject` does not name a project to bill'],
  },
  {
    when: 'status == 403 && why.exists(r, r in ["accountDisabled", "BILLING_DISABLED"])',
    outcome: 'PermissionDenied',
    causes: ['the project of the bucket has no billing account, or is disabled'],
  },
  { table: 'api' },
];

export const noPermission: PlatformRow = {
  when: 'status == 200 && json.kind == "storage#testIamPermissionsResponse" && !filled(json.permissions)',
  outcome: 'PermissionDenied',
  causes: ['the account has no permission for objects in this bucket'],
};
