import type { PlatformAccess } from '../../api/platform.gen.ts';
import { isFailure, type Failure } from '../failure.ts';
import { isInconclusive } from '../../api/reasons.ts';
import type { Plan } from '../platform.ts';
import type { Access, Account } from '../verdict.ts';
import type { Credential } from '../auth/index.ts';
import { describe, expiryOf } from './account.ts';
import { ask, consult, type Conversation, type Heard } from './conversation.ts';
import { defaultMeaning } from './defaults.ts';
import { compileExpression, holds } from './expression.ts';

const rights = ['read', 'write', 'update', 'delete'] as const;

export interface Seen {
  access: Access;
  account: Account;
  expiresAt?: Date | undefined;
}

/**
 * What the account may do, and more of who it is, from the reply of the test or further read-only requests. The first
 * answer for a right, a part of the account, or the end of the credential stands.
 */
export async function lookAtAccess(
  tested: Heard & { account: Account },
  talk: Conversation,
  credential: Credential,
): Promise<Seen | Failure> {
  const seen: Seen = { access: {}, account: tested.account };
  for (const entry of talk.plan.platform.spec.http?.access ?? []) {
    if (entry.when !== undefined && !holds(entry.when, tested.variables)) continue;
    const heard = entry.request ? await ask(talk, entry.request, credential) : tested;
    if (isFailure(heard)) return { ...heard, account: seen.account };
    const refusal = entry.request ? await refusalOf(entry, heard, talk) : undefined;
    if (refusal) return { ...refusal, account: seen.account };
    grant(seen.access, entry, heard);
    seen.account = { ...describe(entry, heard.variables), ...seen.account };
    seen.expiresAt ??= expiryOf(entry.expiry, heard.variables);
  }
  return seen;
}

/** A 401, 403 or 404 of a look at rights says that there are none to see there, which is a verdict of its own. */
async function refusalOf(entry: PlatformAccess, heard: Heard, talk: Conversation): Promise<Failure | undefined> {
  const said = await consult(entry.replies, heard, talk);
  if (said !== undefined) return said === 'connected' ? undefined : withPath(said, entry, talk.plan);
  const meant = defaultMeaning(heard.reply, { host: heard.host, minted: true, now: talk.channel.context.now() });
  return meant && (isInconclusive(meant.reason) || meant.rung === 'Authorized')
    ? withPath(meant, entry, talk.plan)
    : undefined;
}

/** What is not there is the path, where the request asked for it. */
function withPath(refusal: Failure, { request }: PlatformAccess, { requires, platform }: Plan): Failure {
  if (refusal.reason !== 'TargetNotFound' || requires.path === undefined) return refusal;
  const url = request?.url ?? '';
  const values = Object.entries(platform.spec.http?.values ?? {}).filter(([name]) =>
    url.includes(`{{values.${name}}}`),
  );
  const asksForIt = [url, ...values.map(([, source]) => source)].some((text) => text.includes('requires.path'));
  return asksForIt ? { ...refusal, about: requires.path } : refusal;
}

function grant(access: Access, { grants = {} }: PlatformAccess, { variables }: Heard): void {
  for (const right of rights) {
    const source = grants[right];
    if (source === undefined || access[right] === 'Granted' || access[right] === 'Denied') continue;
    const value = compileExpression(source)(variables);
    access[right] = value === true ? 'Granted' : value === false ? 'Denied' : 'NotTestable';
  }
}
