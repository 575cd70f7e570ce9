import type { PlatformHttp } from '../../../api/platform.gen.ts';
import { assertionExpiry } from '../../auth/assertion.ts';
import { logout, signIn, type Credential, type SignedIn } from '../../auth/index.ts';
import type { DriverContext } from '../../context.ts';
import type { OldDriver } from '../../driver.ts';
import { lookAtAccess } from '../../engine/access.ts';
import { expiryOf, identify } from '../../engine/account.ts';
import { ask, beginConversation, consult, type Conversation, type Heard } from '../../engine/conversation.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { holds } from '../../engine/expression.ts';
import { isFailure, failure, type Finding, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { dotsIn } from '../../probe/dots.ts';
import { probeAccess } from '../../probe/probe-file.ts';
import { counterTest } from './counter-test.ts';
import { inspectAuth } from '../../auth/inspect.ts';
import { locate } from './locate.ts';
import { HttpProofFile } from './proof-file.ts';
import { endTestSession, inTestSession } from './test-session.ts';

/** Speaks to every platform whose data says how: sign in, ask who we are, hold the reply against the platform's tables. */
export const http: OldDriver = { probe, inspect, proxy: true, proof: canProve };

function inspect(plan: Plan, now: number): Failure | undefined {
  const about = plan.proof && dotsIn(plan.requires.path);
  return about === undefined ? inspectAuth(plan, now) : failure('Resolved', 'InvalidConfiguration', { about });
}

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const { http: platform } = plan.platform.spec;
  if (!platform) throw new Error(`platform ${plan.platform.name} has driver http and no spec.http`);
  const start = beginConversation(plan, { context, hosts: plan.hosts });
  const before = platform.counterTest?.first ? await counterTest(platform, start) : undefined;
  if (before) return before;
  const first = await signIn(start);
  if (isFailure(first)) return first;
  const { signedIn, heard } = await testOnce(platform, start, first);
  const inSession = inTestSession(platform, heard, signedIn);
  try {
    const finding = isFailure(heard) ? heard : await conclude(platform, heard, inSession);
    const { method } = signedIn.talk.plan;
    return method === plan.method ? finding : { ...finding, method: method.name };
  } finally {
    await endTestSession(platform, inSession);
    await logout(signedIn.talk, signedIn.credential);
    signedIn.credential.close?.();
  }
}

interface Tested {
  signedIn: SignedIn;
  heard: Heard | Failure;
}

/** A 401 on a token made a moment ago says nothing about the stored credential: one more token is made before it counts. */
async function testOnce(platform: PlatformHttp, start: Conversation, signedIn: SignedIn): Promise<Tested> {
  const tested = await askTest(platform, signedIn);
  const { heard } = tested;
  if (isFailure(heard) || heard.reply.status !== 401 || !signedIn.credential.token) return tested;
  const again = await signIn(renewed(start, signedIn));
  return isFailure(again) ? { signedIn, heard: again } : askTest(platform, again);
}

async function askTest(platform: PlatformHttp, signedIn: SignedIn): Promise<Tested> {
  const there = await locate(platform, signedIn);
  if (isFailure(there)) return { signedIn, heard: there };
  return { signedIn: there, heard: await ask(there.talk, platform.test, there.credential) };
}

/** A refresh token that rotates was used up by the first sign-in. */
function renewed(start: Conversation, { credential }: SignedIn): Conversation {
  const refreshToken = credential.session?.['refreshToken'];
  return refreshToken === undefined ? start : { ...start, scope: { ...start.scope, session: { refreshToken } } };
}

/** What is not there for anybody says nothing of the account: its credential was not shown. */
async function conclude(platform: PlatformHttp, heard: Heard, signedIn: SignedIn): Promise<Finding> {
  const finding = await findingOf(platform, heard, signedIn);
  const early = isFailure(finding) && finding.rung === 'Authorized' && heard.reply.unasked;
  return early ? { ...finding, rung: 'Authenticated' } : finding;
}

async function findingOf(platform: PlatformHttp, heard: Heard, { talk, credential }: SignedIn): Promise<Finding> {
  const said = await consult(platform.replies, heard, talk);
  if (said !== undefined && said !== 'connected') return { ...said, account: accountOf(said, platform, heard) };
  const { reply, host, variables } = heard;
  const meant = said ?? defaultMeaning(reply, { host, minted: talk.minted, now: talk.channel.context.now() });
  if (meant && meant !== 'connected') return meant;
  const account = identify(platform, variables);
  if (!account)
    return failure('Authenticated', 'UnexpectedReply', { about: `${host} answers without saying which account it is` });
  const open = await counterTestIfNeeded(platform, heard, talk);
  if (open) return open;
  return withAccess(platform, { account, heard, talk, credential });
}

async function counterTestIfNeeded(
  platform: PlatformHttp,
  heard: Heard,
  talk: Conversation,
): Promise<Failure | undefined> {
  return platform.counterTest && !platform.counterTest.first ? counterTest(platform, talk, heard) : undefined;
}

interface SoFar {
  account: NonNullable<ReturnType<typeof identify>>;
  heard: Heard;
  talk: Conversation;
  credential: Credential;
}

async function withAccess(platform: PlatformHttp, { account, heard, talk, credential }: SoFar): Promise<Finding> {
  const expiresAt = earliest(
    expiryOf(platform.expiry, heard.variables),
    assertionExpiry(talk.plan.method.auth, talk.scope),
  );
  const named = { ...talk, scope: { ...talk.scope, account: { ...account } } };
  const seen = await lookAtAccess({ ...heard, account }, named, credential);
  if (isFailure(seen)) return { ...seen, expiresAt };
  const told = { ...seen, expiresAt: expiresAt ?? seen.expiresAt };
  const { proof } = talk.plan;
  if (!proof || !platform.proof) return { kind: 'proof', ...told };
  const file = new HttpProofFile(platform.proof, { talk: named, credential }, proof.fileName);
  const access = await probeAccess(file, seen.access, talk.channel.context.signal);
  return isFailure(access)
    ? { ...access, account: seen.account, expiresAt: told.expiresAt }
    : { kind: 'proof', ...told, access };
}

function canProve({
  platform,
  config,
  requires,
  method,
}: Parameters<Exclude<OldDriver['proof'], boolean | undefined>>[0]) {
  const { proof } = platform.spec.http ?? {};
  return (
    proof !== undefined && (proof.when === undefined || holds(proof.when, { config, requires, method: method.name }))
  );
}

function earliest(...ends: (Date | undefined)[]): Date | undefined {
  return ends.filter((end) => end !== undefined).toSorted((a, b) => a.getTime() - b.getTime())[0];
}

/** A refusal after the identity is known keeps the identity: it tells whose right is missing. */
function accountOf(said: Failure, platform: PlatformHttp, { variables }: Heard): ReturnType<typeof identify> {
  return said.rung === 'Authorized' ? identify(platform, variables) : undefined;
}
