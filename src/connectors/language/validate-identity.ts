import type { PlatformFacts, PlatformMethod, PlatformSpec, PlatformStep } from '../../api/platform.gen.ts';
import { compiled, definitions, responseNames } from './definitions.ts';
import type { Problems } from './problem.ts';
import { isSecret, variablesIn } from './secret-use.ts';
import { takesSteps } from './validate-methods.ts';

/** Whether a test can prove anything: that the platform knows the account, or refuses who has no credential. */
export function checkIdentity(spec: PlatformSpec, problems: Problems): void {
  const { methods, anonymous, identity = 'Named' } = spec;
  const signing = methods.flatMap((method, index) =>
    takesSteps(spec, method) && method.credential ? [{ method, path: `spec.methods[${index}]` }] : [],
  );
  if (signing.length === 0) return;
  if (identity === 'Named') checkNamed(spec, signing, problems);
  else {
    if (!says(spec, ({ identified }) => identified !== undefined)) {
      problems.add('SpecInvalid', 'spec.test', '`identity: Unnamed` needs facts.identified in test or access', {
        hint: 'Say how a response to an account differs from any other.',
      });
    }
    for (const { method, path } of anonymous ? [] : signing.filter((one) => !provesItself(one.method))) {
      problems.add('SpecInvalid', path, `method \`${method.name}\` would prove nothing`, { hint: 'Add `anonymous`.' });
    }
  }
  for (const { method, path } of anonymous ? signing : []) {
    if (!method.credential?.none) continue;
    problems.add(
      'SpecInvalid',
      path,
      `\`anonymous\` proves nothing for method \`${method.name}\`, which shows no credential`,
    );
  }
  checkOrder(spec, problems);
}

function says({ test = [], access = [] }: PlatformSpec, has: (facts: PlatformFacts) => boolean): boolean {
  return [...test, ...access].some(({ facts }) => facts !== undefined && has(facts));
}

interface Signing {
  method: PlatformMethod;
  path: string;
}

function checkNamed(spec: PlatformSpec, signing: readonly Signing[], problems: Problems): void {
  const found = idsOf(spec);
  for (const { path } of found.filter(({ isBare }) => isBare)) {
    problems.add('SpecInvalid', path, 'the request shows no credential, so its response proves nobody', {
      hint: 'Remove `authenticate: false`.',
    });
  }
  if (found.length === 0 && spec.test?.length) {
    problems.add('SpecInvalid', 'spec.test', 'nobody could be identified: there is no account.id in test or access', {
      hint: 'Set facts.account.id, or `identity: Unnamed`.',
    });
  }
  checkLogin(found, { spec, signing }, problems);
  if (spec.anonymous || !found.every(({ source }) => isOwnWord(source, spec))) return;
  const unproved = signing.find(({ method }) => !provesItself(method));
  for (const { path } of unproved ? found : []) {
    if (problems.isWrong(path)) continue;
    problems.add('SpecInvalid', path, `with method \`${unproved!.method.name}\` the platform never confirms it`, {
      hint: 'Read it from the response, or add `anonymous`.',
    });
  }
}

interface IdAt {
  source: string;
  path: string;
  /** Anybody could send the request. */
  isBare: boolean;
}

function idsOf({ test = [], access = [] }: PlatformSpec): IdAt[] {
  const of = (steps: readonly PlatformStep[], name: string) =>
    steps.flatMap(({ facts, authenticate, request }, index) => {
      const source = facts?.account?.id;
      const isBare = authenticate === false && !variablesIn(request).some(isSecret);
      return source === undefined ? [] : [{ source, isBare, path: `spec.${name}[${index}].facts.account.id` }];
    });
  return [...of(test, 'test'), ...of(access, 'access')];
}

/** The same for every account. */
const saysNothing = new Set(['status', 'now']);

/** `credential.login` is of a method that sends a user name by itself; the form of a login page is any request. */
function checkLogin(
  found: readonly IdAt[],
  { spec, signing }: { spec: PlatformSpec; signing: readonly Signing[] },
  problems: Problems,
): void {
  const without = signing.find(({ method }) => !hasLogin(method));
  if (!without || found.some(({ source }) => !readsLoginAlone(source, spec))) return;
  for (const { path } of found) {
    problems.add('SpecInvalid', path, `\`credential.login\` is empty with method \`${without.method.name}\``, {
      hint: 'Read it from the response, or use `identity: Unnamed`.',
    });
  }
}

function hasLogin({ credential, signIn = [] }: PlatformMethod): boolean {
  if (credential?.basic || credential?.digest || credential?.ntlm) return true;
  return signIn.some(({ oauth2 }) => oauth2?.username !== undefined);
}

function readsLoginAlone(source: string, spec: PlatformSpec): boolean {
  const defined = definitions(spec);
  const reads = (compiled(source)?.reads ?? []).flatMap(({ path }) => defined.get(path[0] ?? '')?.reads ?? [path]);
  return reads.length > 0 && reads.every(([root, key]) => root === 'credential' && key === 'login');
}

/** It says what was entered, and nothing that the platform says. */
function isOwnWord(source: string, spec: PlatformSpec): boolean {
  const expression = compiled(source);
  if (!expression) return false;
  const defined = definitions(spec);
  const reads = expression.reads.flatMap(({ path }) => [path, ...(defined.get(path[0] ?? '')?.reads ?? [])]);
  return reads.every(
    ([root = '', key]) =>
      !(responseNames.has(root) && !saysNothing.has(root)) &&
      (['config', 'requires', 'method'].includes(root) ||
        saysNothing.has(root) ||
        defined.has(root) ||
        (root === 'credential' && key === 'login')),
  );
}

/** The sign-in itself is evidence: a token was issued, a login accepted, or a challenge answered. */
function provesItself({ credential, signIn = [] }: PlatformMethod): boolean {
  if (credential?.digest || credential?.ntlm) return true;
  return signIn.some(({ oauth2, facts }) => oauth2 !== undefined || facts?.identified !== undefined);
}

/** Before anything secret is sent there are no results. */
function checkOrder({ anonymous, test = [] }: PlatformSpec, problems: Problems): void {
  const last = test.at(-1);
  if (anonymous?.order !== 'Before') {
    return;
  }
  if (anonymous.when !== undefined) {
    problems.add('SpecInvalid', 'spec.anonymous.when', 'there is no response before the credential is sent', {
      hint: 'Remove `when`, or use `order: After`.',
    });
  }
  const needed = variablesIn(last?.request).find(isEarlierResult);
  if (!needed) return;
  const name = needed.path.join('.');
  problems.add(
    'SpecInvalid',
    'spec.anonymous.order',
    `the request of test needs \`${name}\`, which is not known before`,
    {
      hint: 'Use `After`.',
    },
  );
}

const known = new Set(['config', 'requires', 'method', 'test', 'secret', 'serviceAccount', 'credential']);

function isEarlierResult({ path: [root = '', key] }: { path: readonly string[] }): boolean {
  return key !== undefined && !known.has(root);
}
