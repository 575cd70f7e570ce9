import type { PlatformSpec } from '../../api/platform.gen.ts';
import { compiled, definitions, responseNames } from './definitions.ts';
import type { Expression } from './expression.ts';
import type { Problems } from './problem.ts';
import { nameOfStep } from './results.ts';
import { checkPassed } from './validate-passed.ts';
import { evaluateOn } from './evaluate-on.ts';
import { stepsOf } from './steps.ts';

/**
 * What is to prove something has to come from the platform: what reads nothing of it is the same for a stranger, and a
 * login form may respond 200 to anything.
 */
export function checkEvidence(spec: PlatformSpec, problems: Problems): void {
  const told = toldBy(spec);
  // Whose credential it is and whether it is new, we say ourselves.
  const isTold = (root: string, key?: string) => told.has(root) || (root === 'credential' && key === 'claims');
  const must = (path: string, source: string | undefined, hint: string) => {
    const expression = source === undefined ? undefined : compiled(source);
    if (
      !expression ||
      problems.isWrong(path) ||
      pathsOf(expression, spec).some(([root = '', key]) => isTold(root, key))
    )
      return;
    problems.add('ExpressionInvalid', path, 'this reads nothing that the platform says, and proves nothing', { hint });
  };
  for (const { step, phase, path } of stepsOf(spec)) {
    const { identified } = step.facts ?? {};
    must(`${path}.facts.identified`, identified, 'Read the response, for example `filled(json.id)`.');
    if (phase === 'signIn') checkSignIn(`${path}.facts.identified`, identified, spec, problems);
    if (phase === 'signIn' || phase === 'test') checkPassed(step, `${path}.replies`, spec, problems);
    for (const [right, granted] of Object.entries(step.facts?.grants ?? {}))
      must(`${path}.facts.grants.${right}`, granted, 'Say what shows it, for example `status == 200`.');
    for (const [index, { is }] of (step.expect ?? []).entries())
      must(`${path}.expect[${index}].is`, is, 'Read it from the response, for example `json.tenant.id`.');
  }
  const { refused } = spec.anonymous ?? {};
  must('spec.anonymous.refused', refused, howRefusalsDiffer);
  if (refused === undefined || problems.isWrong('spec.anonymous.refused') || !isTrueOf200(refused, spec)) return;
  const what = 'this is true of 200 as well, which refuses nobody';
  problems.add('ExpressionInvalid', 'spec.anonymous.refused', what, { hint: howRefusalsDiffer });
}

const howRefusalsDiffer = 'Say how a refusal differs, for example `status == 401`.';

/** Roots of what a platform has said: a response, what a step kept of one, the claims of a token. */
function toldBy(spec: PlatformSpec): ReadonlySet<string> {
  const steps = stepsOf(spec).flatMap(({ step }) => (step.sign ? [] : (nameOfStep(step) ?? [])));
  const told = [...responseNames].filter((name) => name !== 'now');
  return new Set([...told, 'account', 'probe', ...steps]);
}

/** What an expression reads, itself and by defined names. */
function pathsOf({ reads }: Expression, spec: PlatformSpec): (readonly string[])[] {
  const defined = definitions(spec);
  return reads.flatMap(({ path }) => defined.get(path[0] ?? '')?.reads ?? [path]);
}

/** Whether it asks the status alone, and a good one is as good as any. */
function isTrueOf200(source: string, spec: PlatformSpec): boolean {
  const expression = compiled(source);
  if (!expression || !pathsOf(expression, spec).every(([root]) => root === 'status')) return false;
  return evaluateOn({ status: 200 }, expression, spec) === true;
}

function checkSignIn(path: string, source: string | undefined, spec: PlatformSpec, problems: Problems): void {
  if (source === undefined || problems.isWrong(path) || !isTrueOf200(source, spec)) return;
  problems.add('ExpressionInvalid', path, 'a sign-in form may respond 200 to anything', {
    hint: 'Say what only an account gets, for example `filled(json.token)`.',
  });
}
