import type { PlatformRow } from '../../../api/platform.gen.ts';

export const repositories = '{{config.url}}/v1/Repositories';

export const tokenReplies: PlatformRow[] = [
  {
    // unverified: the statuses and titles of a token request that is refused.
    when: 'problem && json.title.matches("(?i)(invalid|incorrect|wrong|bad|unknown)[^.]*(user ?name|password|credential)")',
    outcome: 'CredentialsRejected',
  },
  {
    when: 'problem',
    outcome: 'AccessRefused',
    causes: [
      '`username` or `password` is wrong',
      'the user has no access to the repository in `spec.config.repositoryId`',
    ],
  },
  { when: 'refused', outcome: 'UnexpectedReply' },
];

export const listReplies: PlatformRow[] = [
  { table: 'rights' },
  {
    // An older server has no API v2.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['`spec.config.url` is not the root of a Laserfiche API server'],
    then: {
      authenticate: true,
      request: { url: repositories },
      replies: [
        { when: 'status == 200 && (type(json) == list || type(json.value) == list)', outcome: 'Passed' },
        { when: 'status == 401', outcome: 'UnexpectedReply' },
        { when: 'status == 403', outcome: 'PermissionDenied' },
      ],
    },
  },
];
