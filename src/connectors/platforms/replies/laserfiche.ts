import type { PlatformReply } from '../../../api/platform.gen.ts';

const refusal = '(status == 400 || status == 401)';
const problem = `${refusal} && headers["content-type"].contains("json")`;

/** @laserfiche/lf-api-client-core: ProblemDetails, where the content type says json. */
export function tokenReplies(signed: boolean, causes: string[]): PlatformReply[] {
  const clockFirst = signed ? { clockFirst: true } : {};
  const subject = signed ? 'client[ _]?(id|secret)|service principal' : 'user ?name|password|credential';
  return [
    {
      // unverified: the statuses and titles of a token request that is refused.
      when: `${problem} && json.title.matches("(?i)(invalid|incorrect|wrong|bad|unknown)[^.]*(${subject})")`,
      outcome: 'CredentialsRejected',
      ...clockFirst,
    },
    { when: problem, outcome: 'AccessRefused', ...clockFirst, causes },
    { when: refusal, outcome: 'UnexpectedReply' },
  ];
}

/** swagger.json of Laserfiche/lf-repository-api-client-js */
export const apiReplies: PlatformReply[] = [
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['repositoryId or entryId is not of the right form'],
  },
  {
    when: 'status == 401 && type(claims.aud) == string && has(config.domain) && claims.aud != config.domain',
    outcome: 'WrongRegion',
    causes: ['the account is in another region than domain'],
  },
  { when: 'status == 401', outcome: 'UnexpectedReply' },
  { when: 'status == 403', outcome: 'PermissionDenied', causes: ['a scope or a right in the repository is missing'] },
  {
    when: 'status == 200 && has(config.repositoryId) && type(json.value) == list && !json.value.exists(r, (has(r.id) && r.id == config.repositoryId) || (has(r.repoId) && r.repoId == config.repositoryId))',
    outcome: 'TargetNotFound',
    causes: ['there is no such repository', 'the account may not see it'],
  },
];

export const rightsReplies: PlatformReply[] = apiReplies.slice(0, 4);

// unverified: the shape of the rights, a list of those that are there or an entry for each.
const right = (name: string) => `type(json.rights) == list ? "${name}" in json.rights : json.rights.${name}`;
const change = (name: string) => `json.isReadOnly == true ? false : (${right(name)})`;

/** Rights of the session on an entry, after all that overrides them. */
export const grants = {
  read: right('Read'),
  write: change('CreateDocument'),
  update: change('WriteContent'),
  delete: change('Delete'),
};
