import { sentencesOf, type Problem } from '../api/problems.ts';
import { planConnection as planned, type Planned, type PlanInput } from './planning/index.ts';
import { registry } from './registry.ts';

/** Makes a plan, as planning does; a vendor's file that another platform takes is told to be one of that platform. */
export function planConnection(input: PlanInput): Planned {
  const made = planned(input);
  if (!('verdict' in made) || made.verdict.problems === undefined) return made;
  const { problems, about } = made.verdict;
  const told = problems.map((problem) => withTakers(problem, input.platform.name));
  const isAll = about === sentencesOf(problems);
  return { verdict: { ...made.verdict, problems: told, about: isAll ? sentencesOf(told) : about } };
}

function withTakers(problem: Problem, own: string): Problem {
  const { at, kind, fix, what } = problem;
  if (kind !== 'unknown' || fix !== undefined || !at.startsWith('secret.')) return problem;
  const takers = takersOf(at.slice('secret.'.length)).filter((name) => name !== own);
  if (takers.length === 0 || takers.length > mostTakers) return problem;
  return { ...problem, what: `${what}, but of ${takers.length === 1 ? 'platform' : 'platforms'} ${listed(takers)}` };
}

const mostTakers = 4;

/** Platforms with a method that takes a vendor's file under this key; other names are too common to mean one. */
function takersOf(key: string): string[] {
  if (!key.endsWith('Json')) return [];
  return [...registry.values()]
    .filter(({ spec }) => spec.methods.some(({ unpack = [] }) => unpack.some((step) => step.key === key)))
    .map(({ name }) => name);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
