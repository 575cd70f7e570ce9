import { isJsonObject } from '../../api/json-object.ts';
import type { PlatformExpectation, PlatformRequest, PlatformSpec, PlatformStep } from '../../api/platform.gen.ts';
import { compiled } from './definitions.ts';
import type { Phase } from './grammar-node.ts';
import { onlyOne, type Problems } from './problem.ts';
import { keysOf, objectOf, type SchemaKeys } from './schema-keys.ts';
import { sizes } from './sizes.ts';
import { requestsOf, stepsOf, type RequestAt } from './steps.ts';
import { didYouMean } from './suggest.ts';
import { outerOperator } from './syntax-hint.ts';
import { isOpenBasic } from './validate-methods.ts';
import { checkOAuth2 } from './validate-oauth2.ts';

const kinds = ['request', 'oauth2', 'sign'] as const;
const bodies = ['form', 'json', 'xml', 'file', 'multipart'] as const;

/** Steps and requests: what excludes each other, and what a phase does not do. */
export function checkSteps(spec: PlatformSpec, problems: Problems): void {
  const settings = keysOf(spec.config, spec);
  for (const { step, phase, path } of stepsOf(spec)) {
    if (kinds.filter((kind) => step[kind] !== undefined).length !== 1) {
      problems.add('SpecInvalid', path, onlyOne(kinds, step));
    }
    if (step.facts && (phase === 'detect' || phase === 'signOut')) {
      problems.add('SpecInvalid', `${path}.facts`, `${phase} has no facts`, { hint: 'Set them in test or access.' });
    }
    if (step.authenticate) checkIsMade(phase, `${path}.authenticate`, problems);
    if (step.oauth2) checkOAuth2(step.oauth2, `${path}.oauth2`, problems);
    checkUnused(step, path, problems);
    for (const [index, one] of (step.expect ?? []).entries()) {
      checkExpectation(one, `${path}.expect[${index}]`, { spec, settings, problems });
    }
  }
  for (const found of requestsOf(spec)) checkRequest(found, problems);
  checkCount(spec, problems);
}

/** Before `test` there is no credential that a step could show. */
function checkIsMade(phase: Phase, path: string, problems: Problems): void {
  if (phase === 'detect') problems.add('SpecInvalid', path, 'detect sends no secret');
  if (phase === 'signIn')
    problems.add('SpecInvalid', path, 'signIn makes the credential, so none of its steps can show it', {
      hint: 'Ask in test, or write the secret into the request.',
    });
}

interface Expecting {
  spec: PlatformSpec;
  settings: SchemaKeys;
  problems: Problems;
}

function checkExpectation({ setting, is }: PlatformExpectation, path: string, { spec, settings, problems }: Expecting) {
  if (!settings.isOpen && !settings.names.has(setting)) {
    const hint = didYouMean(setting, settings.names);
    problems.add('SpecInvalid', `${path}.setting`, `no setting \`${setting}\``, { hint });
  }
  const operator = compiled(is) && outerOperator(is);
  if (operator === undefined || mayBeTrue(setting, spec)) return;
  const what = `\`${operator}\` gives true or false, which is never the value of \`${setting}\``;
  const hint = 'Give what the response says. Of a list, such as `json.teams.map(t, t.id)`, one item is enough.';
  problems.add('ExpressionInvalid', `${path}.is`, what, { hint });
}

/** A setting that is true or false itself. */
function mayBeTrue(setting: string, { config }: PlatformSpec): boolean {
  const property = objectOf(objectOf(config)['properties'])[setting];
  return !isJsonObject(property) || property['type'] !== 'string';
}

/** A signature is no response that could be judged. */
function checkUnused({ sign, replies, authenticate, oauth2 }: PlatformStep, path: string, problems: Problems): void {
  if (sign && replies) problems.add('SpecInvalid', `${path}.replies`, '`sign` sends nothing, so there is no response');
  if ((sign || oauth2) && authenticate !== undefined) {
    problems.add('SpecInvalid', `${path}.authenticate`, 'only a request can carry the credential');
  }
}

function checkRequest({ request, phase, path }: RequestAt, problems: Problems): void {
  const add = (field: string, what: string, hint?: string) =>
    problems.add('SpecInvalid', `${path}${field}`, what, { hint });
  const { method = 'GET' } = request;
  const sent = bodies.filter((body) => request[body] !== undefined);
  if (sent.length > 1) add('', `${quoted(sent)} exclude each other`, 'Keep one of them.');
  if (sent.length > 0 && (method === 'GET' || method === 'HEAD')) {
    add('', `a ${method} request has no body, but there is \`${sent[0]}\``, `Write \`method: POST\`.`);
  }
  if (!mayUse(method, phase)) {
    add('.method', `${method} is allowed in probe and signOut only: tests change nothing`);
  }
  for (const [index, { text, json }] of (request.multipart?.parts ?? []).entries()) {
    if ((text === undefined) === (json === undefined))
      add(`.multipart.parts[${index}]`, onlyOne(['text', 'json'], { text, json }));
  }
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    if (isOpenBasic(value)) add(`.headers.${name}`, 'HTTP Basic is base64', basicHint);
  }
  if (phase === 'signIn' && /^http:/i.test(request.url)) {
    add('.url', 'a secret cannot be sent to a plain http address', 'Write https.');
  }
}

const basicHint = 'Write `credential: { basic: … }`, which the steps of test show.';

function mayUse(method: NonNullable<PlatformRequest['method']>, phase: Phase): boolean {
  return phase === 'probe' || phase === 'signOut' || !['PUT', 'PATCH', 'DELETE'].includes(method);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' and ');
}

/** The longest way through a test. */
function checkCount({ methods, test = [], access = [], anonymous }: PlatformSpec, problems: Problems): void {
  const sending = (steps: readonly PlatformStep[] = []) => steps.filter(({ sign }) => !sign).length;
  const detect = Math.max(0, ...methods.map((method) => sending(method.detect)));
  const common = detect + sending(test) + sending(access) + (anonymous ? 1 : 0);
  for (const [index, { signIn, signOut }] of methods.entries()) {
    const all = common + sending(signIn) + sending(signOut);
    if (all <= sizes.requests) continue;
    problems.add(
      'SpecInvalid',
      `spec.methods[${index}]`,
      `a test takes up to ${all} requests, at most ${sizes.requests}`,
    );
  }
}
