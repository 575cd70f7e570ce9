import { sentencesOf, type Problem } from '../../api/problems.ts';
import type { Failure } from '../failure.ts';
import type { Plan } from '../platform.ts';
import { tellBySecret } from './secret-problems.ts';

/** What is wrong with an input, not what has become of it meanwhile. */
const ofInput = new Set<Failure['reason']>(['InvalidConfiguration', 'SecretInvalid', 'SecretKeyMissing']);
/** `hostKeys[0] has a damaged key`, `privateKey is encrypted`, `spec.requires.path has a line break`. */
const sentence = /^(?<name>[A-Za-z][\w.]*)(?<index>(?:\[\d+\])*) (?<what>.+)$/s;

/**
 * What a driver says of a setting or of a key begins with its name: a command has its line, a form its field by that.
 * @returns the same failure where no name is in front.
 * @example located(failure('SecretInvalid', { about: 'privateKey is a public key' }), plan).problems
 * // → [{ at: 'secret.privateKey', kind: 'invalid', what: 'is a public key' }]
 */
export function located(found: Failure, plan: Plan): Failure {
  const { name, index, what } = sentence.exec(found.about ?? '')?.groups ?? {};
  if (!ofInput.has(found.reason) || found.problems || name === undefined || what === undefined) return found;
  const place = placeOf(name, found.reason, plan);
  if (place === undefined) return found;
  const problem: Problem = {
    at: `${place}${index}`,
    kind: what.startsWith('is missing') ? 'missing' : 'invalid',
    what,
  };
  const { missing, invalid } = tellBySecret([problem], plan.method, plan.given ?? []);
  const problems = place.startsWith('secret.') ? [...missing, ...invalid] : [problem];
  return { ...found, about: sentencesOf(problems), problems };
}

function placeOf(name: string, reason: Failure['reason'], { platform, method }: Plan): string | undefined {
  if (name.startsWith('spec.')) return name;
  const isSetting = has(platform.spec.config, name) || has(method.config, name);
  const isKey = has(method.secret, name);
  // A setting may have come out of the Secret, where it has the same name.
  if (isKey && (reason !== 'InvalidConfiguration' || !isSetting)) return `secret.${name}`;
  return isSetting ? `spec.config.${name}` : undefined;
}

function has(schema: Record<string, unknown> | undefined, name: string): boolean {
  return Object.hasOwn(schema?.['properties'] ?? {}, name);
}
