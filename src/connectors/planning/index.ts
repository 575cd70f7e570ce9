import type { ConnectionRequires } from '../../api/connection.gen.ts';
import { isFailed, type FailedReason } from '../../api/reasons.ts';
import { driverOf } from '../drivers/index.ts';
import { refreshKey } from '../auth/refresh.ts';
import { defineEager } from '../engine/define.ts';
import { renderText } from '../language/template.ts';
import { failure, type Failure } from '../failure.ts';
import { stoppedAt } from '../stages.ts';
import type { Plan, Platform, PlatformMethod } from '../platform.ts';
import type { Failed } from '../verdict.ts';
import { allowedHosts } from './hosts.ts';
import { identityProblem } from './identity.ts';
import { chooseMethod } from './method.ts';
import { problemsOf } from './problems.ts';
import { schemasOf } from './schema.ts';
import { withSharedSchemas } from './shared-schemas.ts';
import { otherKeys, sortProblems } from './secret-problems.ts';
import { decodeSecret } from './secret-values.ts';
import { unpack } from './unpack.ts';

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

/** Makes a plan of a connection, or says everything that is wrong with it at once. Pure: nothing is sent. */
export function planConnection(input: PlanInput): Planned {
  const { requires = {}, now } = input;
  const spec = withSharedSchemas(input.platform.spec);
  const platform = { name: input.platform.name, spec };
  if (spec.retired) return refused(`${spec.title} ended ${spec.retired.since}`, 'PlatformRetired');
  const { values: secret, wrong } = decodeSecret(input.secret ?? {});
  const { method, reason, about } = chooseMethod(spec, {
    named: input.method,
    keys: Object.keys(secret),
    identity: input.serviceAccountName !== undefined,
    settings: Object.keys(input.config ?? {}),
  });
  if (!method) return refused(about ?? '', reason ?? 'InvalidConfiguration');
  const config = structuredClone({ ...input.config });
  const broken = [...new Set([...wrong, ...unpack(method.unpack, { config, secret })])];
  const draft = { platform, method, config, secret };
  const problem = check(draft, broken, input.secret && Object.keys(input.secret));
  if (problem) return problem;
  const plan = completed({ ...draft, requires, uid: input.uid });
  const found = identityProblem(plan) ?? unprovable(plan) ?? driverOf(spec, method)?.inspect?.(plan, now);
  return found ? { verdict: verdictOf(found) } : { plan };
}

/** What is wrong with asking for a proof by doing. */
function unprovable({ proof, requires, platform, ...plan }: Plan): Failure | undefined {
  if (!proof) return undefined;
  const refuse = (about: string) => failure('InvalidConfiguration', { about });
  if (requires.path === undefined) return refuse('spec.requires.path is missing, which proof Probe needs: a folder');
  const driver = driverOf(platform.spec, plan.method);
  const can = driver && ('probe' in driver ? driver.proof : driver.probes);
  if (can === true || (can && can({ ...plan, requires, platform }))) return undefined;
  return refuse(`spec.requires.proof Probe is not possible with ${platform.name} as it is configured: use Look`);
}

interface Draft {
  platform: Platform;
  method: PlatformMethod;
  config: Record<string, unknown>;
  secret: Record<string, string>;
}

/** All that is wrong with settings and Secret, in one verdict; its reason is the first kind found. */
function check(draft: Draft, broken: string[], given: readonly string[] | undefined): Planned | undefined {
  const { platform, method, config, secret } = draft;
  // What a file that cannot be read should have brought is not missing for a reason of its own.
  if (broken.length > 0) return refused(broken.join('; '), 'SecretInvalid');
  const schemas = schemasOf(platform.spec);
  const own = schemas.methods.get(method.name);
  const settings = problemsOf(schemas.config, config, { show: true });
  if (own?.config) settings.push(...problemsOf(own.config, config, { show: true, titles: platform.spec.config }));
  const keys = own ? problemsOf(own.secret, secret, { show: false }) : [];
  const { missing, invalid } = sortProblems(keys, method, secret);
  const inSecret = [...missing, ...invalid];
  if (settings.length > 0)
    return refused(
      [...settings, ...inSecret.map((problem) => `Secret: ${problem}`)].join('; '),
      'InvalidConfiguration',
    );
  if (missing.length > 0) {
    if (given === undefined) inSecret.unshift('spec.secretRef is missing');
    return refused(
      `${inSecret.join('; ')}, for method ${method.name}${otherKeys(method, given ?? [])}`,
      'SecretKeyMissing',
    );
  }
  return invalid.length > 0 ? refused(invalid.join('; '), 'SecretInvalid') : undefined;
}

function completed({
  uid = 'manual',
  ...draft
}: Draft & { requires: ConnectionRequires } & Pick<PlanInput, 'uid'>): Plan {
  const { platform, method, config, requires } = draft;
  const names = { ...defineEager(draft), config, requires, method: method.name };
  const audience = method.serviceAccount && renderText(method.serviceAccount.audience, names);
  return {
    ...draft,
    hosts: allowedHosts(platform.spec.hosts, names),
    proof: requires.proof === 'Probe' ? { fileName: `.connection-test-${uid}` } : undefined,
    identity: audience ? { audience } : undefined,
    refreshKey: renewedKey(method),
  };
}

function renewedKey({ signIn = [] }: PlatformMethod): string | undefined {
  const renewal = signIn.find(({ oauth2 }) => oauth2?.grant === 'refresh_token')?.oauth2;
  return renewal && refreshKey(renewal);
}

function refused(about: string, reason: FailedReason): { verdict: Failed } {
  return { verdict: refusal(reason, about) };
}

/** The verdict on a connection that cannot even be tested. */
export function refusal(reason: FailedReason, about: string): Failed {
  return verdictOf(failure(reason, { about }));
}

function verdictOf({ reason, about, causes, expiresAt }: Failure): Failed {
  if (!isFailed(reason)) throw new Error(`a plan cannot be refused with ${reason}`);
  const checks = stoppedAt('Resolved', reason, false);
  return { outcome: 'failed', credential: 'NotSent', reason, about, causes, expiresAt, checks };
}
