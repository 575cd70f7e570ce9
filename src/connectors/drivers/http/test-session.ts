import type { PlatformHttp } from '../../../api/platform.gen.ts';
import type { SignedIn } from '../../auth/index.ts';
import { ask, type Heard } from '../../engine/conversation.ts';
import { textOf } from '../../engine/expression.ts';
import { isFailure, type Failure } from '../../failure.ts';

/** Whoever goes on talking does so in the session that the test's reply has opened, if it has. */
export function inTestSession({ session }: PlatformHttp, heard: Heard | Failure, signedIn: SignedIn): SignedIn {
  if (!session || isFailure(heard)) return signedIn;
  const found = Object.entries(session.values).flatMap(([name, source]) => {
    const value = textOf(source, heard.variables);
    return value === undefined ? [] : [[name, value] as const];
  });
  const { talk, credential } = signedIn;
  const values = { ...talk.scope.session, ...Object.fromEntries(found) };
  return { credential, talk: { ...talk, scope: { ...talk.scope, session: values } } };
}

/** Best effort: the verdict stands whatever comes back. Where a value of the session is missing, there is none to end. */
export async function endTestSession({ session }: PlatformHttp, { talk, credential }: SignedIn): Promise<void> {
  if (!session || !Object.keys(session.values).every((name) => name in talk.scope.session)) return;
  await ask(talk, session.logout, credential);
}
