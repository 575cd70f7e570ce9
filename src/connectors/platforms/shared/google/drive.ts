import type { PlatformProbe, PlatformRequestStep } from '../../../../api/platform.gen.ts';

export const drive = 'https://www.googleapis.com/drive/v3';
const uploads = 'https://www.googleapis.com/upload/drive/v3/files';
const query = { supportsAllDrives: 'true' };
export const replies = [{ table: 'api' }];

/** Who we are in Drive; without `fields` the call fails with a perfect credential. */
export const aboutMe = {
  request: {
    url: `${drive}/about`,
    query: { fields: 'user(displayName,emailAddress,permissionId),storageQuota(limit,usage)' },
  },
  facts: {
    identified: 'filled(json.user.emailAddress)',
    account: { id: 'json.user.permissionId', name: 'json.user.displayName', email: 'json.user.emailAddress' },
  },
};

/** Permissions in the file, folder or shared drive `item`. */
export function permissionsInItem(when: string): PlatformRequestStep {
  return {
    when,
    request: { url: `${drive}/files/{{item}}`, query: { fields: 'capabilities', ...query } },
    replies,
    facts: {
      grants: {
        read: 'json.capabilities.canListChildren || json.capabilities.canDownload',
        write: 'json.capabilities.canAddChildren',
        update: 'json.capabilities.canEdit',
        // My Drive itself cannot be deleted, which says nothing of what is in it.
        delete: 'orElse(json.capabilities.canTrashChildren, item == "root" ? null : json.capabilities.canTrash)',
      },
    },
  };
}

/**
 * https://developers.google.com/workspace/drive/api/guides/manage-uploads. In a shared drive a contributor may put a file
 * into the bin but not delete it for good, so that is what proves deleting; then it is deleted for good if the account is
 * allowed to.
 */
export const driveProbe: PlatformProbe = {
  find: {
    request: {
      url: `${drive}/files`,
      query: {
        ...query,
        q: "name = '{{probe.name}}' and '{{item}}' in parents and trashed = false",
        fields: 'files(id)',
        includeItemsFromAllDrives: 'true',
      },
    },
    replies,
    set: { id: 'json.files[0].id' },
  },
  create: {
    request: {
      method: 'POST',
      url: uploads,
      query: { ...query, uploadType: 'multipart', fields: 'id' },
      multipart: {
        subtype: 'related',
        parts: [
          { type: 'application/json; charset=UTF-8', json: { name: '{{probe.name}}', parents: ['{{item}}'] } },
          { type: 'text/plain', text: '{{probe.content}}' },
        ],
      },
    },
    replies,
    set: { id: 'json.id' },
  },
  read: {
    request: { url: `${drive}/files/{{probe.id}}`, query: { ...query, alt: 'media' }, headers: { Accept: '*/*' } },
    replies,
  },
  overwrite: {
    request: {
      method: 'PATCH',
      url: `${uploads}/{{probe.id}}`,
      query: { ...query, uploadType: 'media', fields: 'id' },
      file: { type: 'text/plain', text: '{{probe.content}}' },
    },
    replies,
  },
  remove: {
    request: { method: 'PATCH', url: `${drive}/files/{{probe.id}}`, query, json: { trashed: true } },
    replies,
  },
  purge: { request: { method: 'DELETE', url: `${drive}/files/{{probe.id}}`, query }, replies },
};
