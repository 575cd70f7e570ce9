import type { PlatformOAuth2 } from '../../api/platform.gen.ts';
import type { Problems } from './problem.ts';

type Grant = PlatformOAuth2['grant'];
type Field = 'refreshToken' | 'rotates' | 'username' | 'password' | 'assertion';

/** Fields that belong to one grant, and those that it cannot do without. */
const ofGrant: Readonly<Record<Grant, { may: readonly Field[]; must: readonly Field[] }>> = {
  client_credentials: { may: [], must: [] },
  refresh_token: { may: ['refreshToken', 'rotates'], must: ['refreshToken'] },
  password: { may: ['username', 'password'], must: ['username', 'password'] },
  token_exchange: { may: [], must: [] },
  jwt_bearer: { may: ['assertion'], must: ['assertion'] },
};
const fields: readonly Field[] = ['refreshToken', 'rotates', 'username', 'password', 'assertion'];

/** A token request has the fields of its grant. */
export function checkOAuth2(oauth2: PlatformOAuth2, path: string, problems: Problems): void {
  const add = (field: string, what: string, hint?: string) =>
    problems.add('SpecInvalid', `${path}${field}`, what, { hint });
  const { grant, refreshToken, clientSecret, clientAuth, clientAssertion, form = {}, tokenUrl } = oauth2;
  const { may, must } = ofGrant[grant];
  const lacking = must.filter((field) => oauth2[field] === undefined).map((field) => `\`${field}\``);
  if (lacking.length > 0) add('', `grant ${grant} needs ${lacking.join(' and ')}`);
  for (const field of fields) {
    if (may.includes(field) || oauth2[field] === undefined) continue;
    add(`.${field}`, `grant ${grant} does not use \`${field}\``, grantsWith(field));
  }
  if (grant === 'token_exchange' && form['subject_token'] === undefined)
    add('', `grant ${grant} needs \`form.subject_token\``);
  if (refreshToken !== undefined && !/^\{\{\s*secret\.[\w-]+\s*\}\}$/.test(refreshToken)) {
    add('.refreshToken', 'write `{{secret.KEY}}`, so that the new token can replace that key');
  }
  if (clientAssertion !== undefined && clientSecret !== undefined) {
    add('', '`clientSecret` and `clientAssertion` exclude each other', 'Keep one of them.');
  }
  if (clientAuth?.startsWith('basic') && clientSecret === undefined)
    add('.clientAuth', `${clientAuth} needs \`clientSecret\``);
  if (/^http:/i.test(tokenUrl)) add('.tokenUrl', 'a secret cannot be sent to a plain http address', 'Write https.');
}

function grantsWith(field: Field): string {
  const grant = Object.entries(ofGrant).find(([, { may }]) => may.includes(field))?.[0];
  return `Only grant ${grant} does.`;
}
