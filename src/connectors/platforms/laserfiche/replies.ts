import type { PlatformRow } from '../../../api/platform.gen.ts';

export const tokenReplies: PlatformRow[] = [
  {
    // unverified: the statuses and titles of a token request that is refused.
    when: 'problem && json.title.matches("(?i)(invalid|incorrect|wrong|bad|unknown)[^.]*(client[ _]?(id|secret)|service principal)")',
    outcome: 'CredentialsRejected',
    compareClocks: true,
  },
  {
    when: 'problem',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: [
      '`accessKey` is not an access key of this service app, or was deleted',
      '`servicePrincipalKey` is wrong',
      '`spec.config.scope` contains a scope that the service app is not allowed to use',
    ],
  },
  { when: 'refused', outcome: 'UnexpectedReply' },
];

export const regionReplies: PlatformRow[] = [
  {
    when: 'status == 401 && type(credential.claims.aud) == string && has(config.domain) && credential.claims.aud != config.domain',
    outcome: 'WrongRegion',
    causes: ['the account is in another region than `spec.config.domain`'],
  },
];

/** A 401 without a word on the region is left to the default table: one more token is made before it counts. */
export const listReplies: PlatformRow[] = [
  { table: 'region' },
  { table: 'rights' },
  {
    when: 'has(config.repositoryId) && type(json.value) == list && !json.value.exists(r, config.repositoryId in [orElse(r.id, ""), orElse(r.repoId, "")])',
    outcome: 'TargetNotFound',
    causes: [
      'the repository in `spec.config.repositoryId` does not exist',
      'the account is not allowed to see the repository',
    ],
  },
];
