import type { PlatformGrants, PlatformRow } from '../../../../api/platform.gen.ts';
import { text } from '../field.ts';

export const entryId = text(
  'Entry ID',
  'ID of the entry whose permissions are checked. Default: 1, the root folder. `spec.requires.path` takes precedence.',
  '1',
  { pattern: '^\\d+$' },
);

/** What both kinds of server define: the entry that is looked at, and how they refuse a token request and tell rights. */
export const definitions: Record<string, string>[] = [
  { entry: 'orElse(requires.path, orElse(config.entryId, "1"))' },
  { looks: 'has(requires.access) || has(requires.path) || has(config.entryId)' },
  { refused: 'status == 400 || status == 401' },
  // @laserfiche/lf-api-client-core: ProblemDetails, where the content type says json.
  { problem: 'refused && headers["content-type"].contains("json")' },
  // unverified: the shape of the rights, a list of those that are there or an entry for each.
  { listed: 'type(json.rights) == list' },
  { fixed: 'orElse(json.isReadOnly, false) == true' },
];

/** swagger.json of Laserfiche/lf-repository-api-client-js */
export const rightsReplies: PlatformRow[] = [
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['`spec.config.repositoryId` or `spec.config.entryId` does not have the right form'],
  },
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: ['a scope or a permission in the repository is missing'],
  },
];

/** A token that listed the repositories a moment ago: this says nothing of rights. */
export const tokenRefused: PlatformRow = { when: 'status == 401', outcome: 'UnexpectedReply' };

/** Rights of the session on an entry, after all that overrides them. */
export const grants: PlatformGrants = {
  read: 'listed ? "Read" in json.rights : json.rights.Read',
  write: 'fixed ? false : listed ? "CreateDocument" in json.rights : json.rights.CreateDocument',
  update: 'fixed ? false : listed ? "WriteContent" in json.rights : json.rights.WriteContent',
  delete: 'fixed ? false : listed ? "Delete" in json.rights : json.rights.Delete',
};
