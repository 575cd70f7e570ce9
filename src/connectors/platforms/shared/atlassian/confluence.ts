import type { PlatformRequestStep, PlatformRow } from '../../../../api/platform.gen.ts';

// unverified: that every operation that is allowed is listed. So what is not listed is unknown.
const listed = (operation: string) => `json.operations.exists(o, o.operation == "${operation}") ? true : null`;

/** What may be done with the page, or other content, whose ID is `requires.path`. */
export function operationsAt(base: string): PlatformRequestStep {
  return {
    when: 'has(requires.path)',
    request: { url: `${base}/rest/api/content/{{requires.path}}`, query: { expand: 'operations' } },
    replies: [{ table: 'product' }],
    facts: {
      grants: {
        read: 'filled(json.id)',
        write: listed('create'),
        update: listed('update'),
        delete: listed('delete'),
      },
    },
  };
}

/** Where anonymous reading is on, a credential that was not accepted is answered so, with status 200. */
export const anonymousReply: PlatformRow = {
  when: 'status == 200 && json.type == "anonymous"',
  outcome: 'UnexpectedReply',
  causes: ['Confluence did not use the credential: the response is for an anonymous visitor'],
};
