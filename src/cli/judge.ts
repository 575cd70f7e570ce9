import type { Connection } from '../api/resources.ts';
import { durationMs } from '../api/duration.ts';
import { testSettingsOf } from '../api/test-settings.ts';
import type { Problem } from '../api/problems.ts';
import {
  egressPolicy,
  HostResolver,
  planConnection,
  refusal,
  registry,
  suggestPlatforms,
  testConnection,
  usedValues,
  type Failed,
  type Plan,
  type Platform,
  type ProxySettings,
  type TestContext,
  type Verdict,
} from '../connectors/index.ts';
import { holdsTheClusters } from '../inputs/cluster-content.ts';
import { ofTheCluster } from '../inputs/cluster-secrets.ts';
import { notConsented } from '../inputs/consent.ts';
import { readCa } from '../inputs/certificates.ts';
import { decoded, readObject, type ObjectSource, type Refused, type StoredObject } from '../inputs/objects.ts';
import { readProxy } from '../inputs/proxy.ts';
import { refusedSpec } from '../inputs/usable-platform.ts';
import type { Io } from './io.ts';
import { proxyFrom, trustThisMachine } from './machine.ts';

export interface Judging {
  objects: ObjectSource;
  /** Platforms of the same files, by name. */
  platforms: ReadonlyMap<string, Platform>;
  io: Pick<Io, 'signal' | 'env'>;
  onStage?: TestContext['onStage'];
  trace?: TestContext['trace'];
  /** Laid over how this machine reaches a platform. */
  reach?: Partial<TestContext>;
}

const resolver = new HostResolver();

/**
 * How this machine reaches a platform: as its browser does.
 * @throws BadInput if HTTPS_PROXY or HTTP_PROXY is no address of a proxy
 */
export function contextHere({ signal, env }: Pick<Io, 'signal' | 'env'>): TestContext {
  trustThisMachine();
  return {
    signal,
    timeoutMs: 30_000,
    now: () => Date.now(),
    resolve: resolver.for(''),
    // This is a person's own machine: what listens on it is theirs.
    egress: egressPolicy({ allow: ['127.0.0.0/8', '::1'] }),
    proxyFor: proxyFrom(env),
  };
}

/**
 * The verdict on one Connection, by the very functions that the operator uses; from this machine, and with what its files
 * hold.
 */
export async function judge(connection: Connection, judging: Judging): Promise<Verdict> {
  const platform = platformFor(connection, judging);
  if ('outcome' in platform) return platform;
  const ready = await prepared(connection, platform, judging);
  if ('outcome' in ready) return ready;
  const lost = usedUp(ready.plan);
  if (lost) return lost;
  const { spec } = connection;
  return testConnection(ready.plan, {
    ...contextHere(judging.io),
    timeoutMs: durationMs(testSettingsOf(spec).timeout),
    ca: ready.ca,
    serverName: spec.tls?.serverName,
    proxy: ready.proxy,
    onStage: judging.onStage,
    trace: judging.trace,
    ...judging.reach,
  });
}

function platformFor({ spec }: Connection, { platforms }: Pick<Judging, 'platforms'>): Platform | Failed {
  const platform = registry.get(spec.platform) ?? platforms.get(spec.platform);
  if (!platform) return noPlatform(spec.platform);
  return (registry.has(platform.name) ? undefined : refusedSpec(platform.name, platform.spec)) ?? platform;
}

interface Ready {
  plan: Plan;
  ca: string | undefined;
  proxy: ProxySettings | undefined;
}

/** Everything a test needs, read and checked; or the verdict that something is missing. */
async function prepared(
  connection: Connection,
  platform: Platform,
  judging: Pick<Judging, 'objects' | 'reach'>,
): Promise<Ready | Failed> {
  const { objects } = judging;
  const { spec, metadata } = connection;
  if (spec.serviceAccountName !== undefined) return onlyInCluster();
  const reference = spec.secretRef && ({ kind: 'Secret', name: spec.secretRef.name, field: 'spec.secretRef' } as const);
  const read = reference && (await readObject(reference, objects));
  if (read && 'verdict' in read) return read.verdict;
  const body = read?.object;
  const foreign = body && ofTheCluster(connection, body);
  if (foreign) return foreign.verdict;
  const planned = planConnection({
    ...spec,
    uid: metadata.uid,
    platform,
    secret: body && decoded(body),
    now: nowOf(judging),
  });
  if ('verdict' in planned) return planned.verdict;
  const ready = await withSurroundings(connection, planned.plan, objects);
  if ('outcome' in ready) return ready;
  return (body && unsent(connection, body, ready)?.verdict) ?? ready;
}

function unsent(connection: Connection, body: StoredObject, ready: Ready): Refused | undefined {
  const values = usedValues(ready.plan);
  return holdsTheClusters(connection, body, values) ?? notConsented(connection, body, ready, false);
}

function nowOf({ reach }: Pick<Judging, 'reach'>): number {
  return (reach?.now ?? Date.now)();
}

/** What a test would use, without a test; or the verdict that something is missing. */
export async function planFor(
  connection: Connection,
  judging: Pick<Judging, 'objects' | 'platforms' | 'reach'>,
): Promise<{ plan: Plan } | Failed> {
  const platform = platformFor(connection, judging);
  return 'outcome' in platform ? platform : prepared(connection, platform, judging);
}

async function withSurroundings(connection: Connection, plan: Plan, objects: ObjectSource): Promise<Ready | Failed> {
  const ca = await readCa(connection, objects);
  if (ca !== undefined && typeof ca !== 'string') return ca.verdict;
  const proxy = await readProxy(connection, objects);
  return proxy && 'verdict' in proxy ? proxy.verdict : { plan, ca, proxy };
}

function onlyInCluster(): Failed {
  const problem: Problem = {
    at: 'spec.serviceAccountName',
    kind: 'invalid',
    what: 'signs in with a token of the cluster, which only the operator can request',
  };
  return refusal('InvalidConfiguration', problem, 'Test it with `connection test-now NAME`.');
}

/** A refresh token that is replaced at each sign-in would be lost: nobody here could store the new one. */
function usedUp({ refreshKey, method }: Plan): Failed | undefined {
  if (refreshKey === undefined) return undefined;
  const problem: Problem = {
    at: `secret.${refreshKey}`,
    kind: 'invalid',
    what: `may be replaced by the platform at each sign-in (method ${method.name}): a test here would use it up`,
  };
  return refusal(
    'InvalidConfiguration',
    problem,
    'Apply the Connection and use `connection test-now NAME`. Nothing was sent.',
  );
}

function noPlatform(name: string): Failed {
  const similar = suggestPlatforms(name);
  return refusal('PlatformNotFound', similar.length === 0 ? name : `${name}: perhaps ${similar.join(' or ')} is meant`);
}
