import type { ConnectionRequires } from '../../api/connection.gen.ts';
import { sentencesOf, type Problem } from '../../api/problems.ts';
import { isFailed, type FailedReason } from '../../api/reasons.ts';
import { driverOf } from '../drivers/index.ts';
import { refreshKey } from '../auth/refresh.ts';
import { defineEager } from '../engine/define.ts';
import { renderText } from '../language/template.ts';
import { failure, type Failure } from '../failure.ts';
import { stoppedAt } from '../stages.ts';
import type { Plan, Platform, PlatformMethod } from '../platform.ts';
import type { Failed } from '../verdict.ts';
import { besideMissing } from './beside-missing.ts';
import { folderAddressProblem } from './folder-address.ts';
import { allowedHosts } from './hosts.ts';
import { identityProblem } from './identity.ts';
import { checkInput, misspeltKeys, wrong, type Draft, type Wrong } from './check.ts';
import { withGivenNames } from './kubernetes-keys.ts';
import { located } from './located.ts';
import { unfilledRequires } from './not-filled-in.ts';
import { readInput } from './entered.ts';
import { inFull } from './in-full.ts';

export interface PlanInput {
  platform: Platform;
  config?: Readonly<Record<string, unknown>> | undefined;
  method?: string | undefined;
  /** The Secret's keys; undefined where the connection names no Secret. */
  secret?: Readonly<Record<string, Uint8Array>> | undefined;
  /** The service account that signs in instead of a Secret; the plan then says for which audience it needs a token. */
  serviceAccountName?: string | undefined;
  requires?: ConnectionRequires | undefined;
  /** Tells the probe's file of this connection from that of any other. */
  uid?: string | undefined;
  /** Milliseconds since 1970. */
  now: number;
}

export type Planned = { plan: Plan } | { verdict: Failed };

/**
 * Makes a plan of a connection, or says everything that is wrong with it at once. Pure: nothing is sent.
 * @example
 * const planned = planConnection({ platform, config: { host: 'files.example.com' }, secret, now: Date.now() });
 * if ('verdict' in planned) console.log(planned.verdict.problems);
 */
export function planConnection(input: PlanInput): Planned {
  const made = planned(input);
  return 'plan' in made ? made : { verdict: withGivenNames(made.verdict, input.secret ?? {}) };
}

function planned(input: PlanInput): Planned {
  const { requires = {}, now } = input;
  const spec = inFull(input.platform.spec);
  const platform = { name: input.platform.name, spec };
  if (spec.retired) return refused(`${spec.title} ended ${spec.retired.since}`, 'PlatformRetired');
  const entered = readInput(input, spec);
  const planOf = ({ method, config, secret, given }: Draft): Plan =>
    completed({ platform, method, config, secret, given, requires, uid: input.uid });
  const draft = entered.draft && { ...entered.draft, platform };
  const refusedInput = entered.refused ?? checkInput(draft!);
  const unfitPath = refusedPath(requires, platform.name);
  if (refusedInput) {
    const told = draft ? besideMissing(refusedInput, draft, (whole) => inspect(planOf(whole), now)) : refusedInput;
    return { verdict: verdictOf(withProblems(told, unfitPath?.problems)) };
  }
  if (unfitPath) return { verdict: verdictOf(unfitPath) };
  const plan = planOf(draft!);
  const untestable = identityProblem(plan) ?? unprovable(plan);
  if (untestable) return { verdict: verdictOf(untestable) };
  const found = inspect(plan, now);
  return found ? { verdict: verdictOf(withMisspelt(found, draft!)) } : { plan };
}

function withProblems(told: Wrong, more: readonly Problem[] = []): Wrong {
  return more.length === 0 ? told : { ...told, ...wrong(told.reason, [...told.problems, ...more]) };
}

/** What the driver says of a plan that has all its values. */
function inspect(plan: Plan, now: number): Failure | undefined {
  const found = driverOf(plan.platform.spec, plan.method)?.inspect?.(plan, now);
  return found && located(found, plan);
}

/** A key that was not found under its name may be why another is wrong. */
function withMisspelt(found: Refused, draft: Draft): Refused {
  const isOfSecret = ['SecretInvalid', 'SecretKeyMissing'].includes(found.reason);
  const keys = isOfSecret ? misspeltKeys(draft) : [];
  if (keys.length === 0) return found;
  const about = [found.about, sentencesOf(keys)].filter(Boolean).join('; ');
  return { ...found, about, ...(found.problems && { problems: [...found.problems, ...keys] }) };
}

function refusedPath(requires: ConnectionRequires, platform: string): Wrong | undefined {
  const unfilled = unfilledRequires(requires);
  const address = unfilled.length > 0 ? undefined : folderAddressProblem(platform, requires.path);
  const problems = address ? [address] : unfilled;
  return problems.length > 0 ? wrong('InvalidConfiguration', problems) : undefined;
}

/** What is wrong with asking for a proof by doing. */
function unprovable({ proof, requires, platform, ...plan }: Plan): Wrong | undefined {
  if (!proof) return undefined;
  const refuse = (at: string, what: string) => wrong('InvalidConfiguration', [{ at, kind: 'invalid', what }]);
  if (requires.path === undefined) return refuse('spec.requires.path', 'is missing: proof Probe needs a folder');
  const can = driverOf(platform.spec, plan.method)?.probes;
  if (can === true || (can && can({ ...plan, requires, platform }))) return undefined;
  const here = can ? ' as it is configured' : '';
  return refuse('spec.requires.proof', `is Probe, which ${platform.name} cannot do${here}: use Look`);
}

function completed({
  uid = 'manual',
  ...draft
}: Pick<Plan, 'platform' | 'method' | 'config' | 'secret' | 'given' | 'requires'> & Pick<PlanInput, 'uid'>): Plan {
  const { platform, method, config, requires } = draft;
  const names = { ...defineEager(draft), config, requires, method: method.name };
  const audience = method.serviceAccount && renderText(method.serviceAccount.audience, names);
  const plan = {
    ...draft,
    hosts: allowedHosts(platform.spec.hosts, names),
    proof: requires.proof === 'Probe' ? { fileName: `.connection-test-${uid}` } : undefined,
    identity: audience ? { audience } : undefined,
    refreshKey: renewedKey(method),
  };
  const others = driverOf(platform.spec, method)?.hosts?.(plan) ?? [];
  return { ...plan, hosts: [...new Set([...plan.hosts, ...others])] };
}

function renewedKey({ signIn = [] }: PlatformMethod): string | undefined {
  const renewal = signIn.find(({ oauth2 }) => oauth2?.grant === 'refresh_token')?.oauth2;
  return renewal && refreshKey(renewal);
}

function refused(about: string, reason: FailedReason): { verdict: Failed } {
  return { verdict: refusal(reason, about) };
}

/**
 * The verdict on a connection that cannot even be tested.
 * @param problem - what is wrong with a field of it, or a text that says so
 * @example refusal('SecretNotFound', 'finance-box (spec.secretRef)')
 */
export function refusal(reason: FailedReason, problem: string | Problem, fix?: string): Failed {
  const about = typeof problem === 'string' ? problem : sentencesOf([problem]);
  return verdictOf({
    ...failure(reason, { about, fix }),
    ...(typeof problem === 'string' ? {} : { problems: [problem] }),
  });
}

function verdictOf({ reason, about, causes, fix, expiresAt, problems }: Refused): Failed {
  if (!isFailed(reason)) throw new Error(`a plan cannot be refused with ${reason}`);
  const checks = stoppedAt('Resolved', reason, false);
  return { outcome: 'failed', credential: 'NotSent', reason, about, causes, fix, problems, expiresAt, checks };
}

type Refused = Omit<Failure, 'kind'>;
