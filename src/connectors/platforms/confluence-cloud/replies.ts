import type { PlatformRow } from '../../../api/platform.gen.ts';

/** With Basic at the site; measured by brekkylab/backlot, backlot/errors/atlassian.py. */
export const siteReplies: PlatformRow[] = [
  {
    when: 'status == 401 && method == "api-token" && text.contains("HTTP Status 401")',
    outcome: 'InvalidConfiguration',
    causes: ['the site cannot read the credential, so `email` or `apiToken` is malformed'],
  },
  {
    when: 'status == 403 && method == "api-token" && text.matches("(?i)caller cannot access confluence|not permitted to use confluence")',
    outcome: 'AccessRefused',
    causes: [
      '`email` or `apiToken` is wrong, or the token has expired',
      'the account does not have access to Confluence',
    ],
    // Jira tells the two apart; a site may have none.
    then: {
      request: { url: '{{config.siteUrl}}/rest/api/3/myself' },
      authenticate: true,
      replies: [
        {
          when: 'status == 401 || headers["x-seraph-loginreason"].contains("AUTHENTICATED_FAILED")',
          outcome: 'CredentialsRejected',
        },
        {
          when: 'status == 200 && filled(json.accountId)',
          outcome: 'PermissionDenied',
          causes: ['the account does not have access to Confluence'],
        },
      ],
    },
  },
];
