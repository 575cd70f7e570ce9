import type { PlatformSpec } from '../../../api/platform.gen.ts';
import type { Session } from '../../engine/session.ts';
import { unnamed } from '../../engine/nobody.ts';
import type { Failure } from '../../failure.ts';
import { textOf } from '../../language/expression.ts';
import type { Tested } from './tested.ts';

/**
 * Why the credential is not proved: nobody was named, or nothing but what was entered says who it is. A proved identity is
 * what makes the credential accepted. A platform that names nobody pays with other evidence.
 * @param last - nothing more is asked: an id that is missing now is missing
 */
export function identityProblem(session: Session, tested: Tested, { last }: { last: boolean }): Failure | undefined {
  const { facts, plan } = session;
  const { spec } = plan.platform;
  const named = facts.account.id !== undefined;
  if (spec.identity !== 'Unnamed' && !named) return last || !canBeNamedLater(spec) ? nobodyBy(tested) : undefined;
  const evidence = isProved(session) || (spec.identity !== 'Unnamed' && !facts.idIsOwnWord);
  if (!evidence) return nobodyBy(tested);
  session.accept();
  return undefined;
}

/** A refused repetition, a protocol that confirms the account, or a sign-in that was accepted. */
function isProved({ strangerRefused, shown, accepted }: Session): boolean {
  return strangerRefused !== undefined || accepted || (shown?.confirmed ?? false);
}

function canBeNamedLater({ access = [] }: PlatformSpec): boolean {
  return access.some(({ facts }) => facts?.account?.id !== undefined);
}

function nobodyBy({ step, passed: { heard } }: Tested): Failure {
  return unnamed(heard?.host, heard && textOf(step.facts?.account?.id, heard.bindings));
}
