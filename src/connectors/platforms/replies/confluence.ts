import type { PlatformReply } from '../../../api/platform.gen.ts';

/** Where anonymous reading is on, a credential that was not taken is answered so, with status 200. */
export const anonymous: PlatformReply = {
  when: 'status == 200 && json.type == "anonymous"',
  outcome: 'UnexpectedReply',
  causes: ['the credential was not taken: the answer is for an anonymous visitor'],
};

/** With Basic at the site; measured by brekkylab/backlot, backlot/errors/atlassian.py. */
export const siteReplies: PlatformReply[] = [
  {
    when: 'status == 401 && method == "api-token" && text.contains("HTTP Status 401")',
    outcome: 'InvalidConfiguration',
    causes: ['the site cannot read the credential: email or apiToken is not what it should be'],
  },
  {
    when: 'status == 403 && method == "api-token" && text.matches("(?i)caller cannot access confluence|not permitted to use confluence")',
    outcome: 'AccessRefused',
    causes: ['email or apiToken is wrong, or the token is over', 'the account has no access to Confluence'],
    // Jira tells the two apart; a site may have none.
    ask: {
      credential: true,
      request: { url: '{{config.siteUrl}}/rest/api/3/myself' },
      replies: [
        {
          when: 'status == 401 || headers["x-seraph-loginreason"].contains("AUTHENTICATED_FAILED")',
          outcome: 'CredentialsRejected',
        },
        {
          when: 'status == 200 && json.accountId != ""',
          outcome: 'PermissionDenied',
          causes: ['the account has no access to Confluence'],
        },
      ],
    },
  },
];

export const signInPage: PlatformReply = {
  when: 'status == 200 && text.matches("(?i)^\\\\s*<(!doctype html|html)")',
  outcome: 'InteractionRequired',
  causes: ['single sign-on stands in front of the server', 'the address is a web page'],
};
