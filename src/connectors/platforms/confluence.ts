import type { PlatformAccess } from '../../api/platform.gen.ts';
import { productReplies } from './replies/atlassian.ts';

// unverified: that every operation that is allowed is listed. So what is not listed is not told.
const listed = (condition: string) => `json.operations.exists(o, ${condition}) ? true : null`;

export const administrator = listed('o.operation == "administer" && o.targetType == "application"');

/** What may be done with the page, or other content, whose id is `requires.path`. */
export function operationsAt(base: string): PlatformAccess {
  return {
    when: 'has(requires.path)',
    request: { url: `${base}/rest/api/content/{{requires.path}}`, query: { expand: 'operations' } },
    grants: {
      read: 'json.id != ""',
      write: listed('o.operation == "create"'),
      update: listed('o.operation == "update"'),
      delete: listed('o.operation == "delete"'),
    },
    replies: productReplies,
  };
}
