import { turnOfOthers } from '../loop/turn.ts';
import type { KeyObject } from 'node:crypto';
import { apiVersion, type Connection } from '../api/resources.ts';
import {
  consideredKeys,
  planConnection,
  suggestPlatforms,
  usedValues,
  type Plan,
  type Platform,
} from '../connectors/index.ts';
import { holdsTheClusters } from '../inputs/cluster-content.ts';
import { ofTheCluster } from '../inputs/cluster-secrets.ts';
import { consentText, notConsented } from '../inputs/consent.ts';
import { readCa } from '../inputs/certificates.ts';
import { credentialOf } from './credential.ts';
import { contentOf } from './content.ts';
import {
  clusterObjects,
  decoded,
  readObject,
  refused,
  type ObjectSource,
  type Refused,
  type StoredObject,
} from '../inputs/objects.ts';
import { readProxy } from '../inputs/proxy.ts';
import { hiddenStringsOf, secretStringsOf } from '../inputs/secret-strings.ts';
import { identityRefused, withIdentity, type IdentitySource } from '../inputs/service-account-token.ts';
import { refusedPlatform } from '../inputs/usable-platform.ts';
import type { Ready, Resolved } from './resolved.ts';
import type { TestRunOptions } from './run.ts';
import { versionOf } from './tested-inputs.ts';
import { unsure } from './uncertain.ts';
import { METADATA_ONLY, isApiError } from '../runtime/index.ts';

type ReadOptions = Pick<TestRunOptions, 'tokens' | 'cache' | 'requireConsent' | 'grants' | 'cold' | 'readPlatforms'>;

export interface Source extends IdentitySource, ReadOptions {
  /** Of the digests of credentials. */
  key: KeyObject;
}

interface Reading extends Source {
  objects: ObjectSource;
  /** The Secret with the credential. */
  body: StoredObject | undefined;
}

/** Reads Secret, CA and proxy, and plans the test. Errors of the API server are thrown: they say nothing about the connection. */
export async function resolve(connection: Connection, source: Source): Promise<Resolved> {
  const { spec } = connection;
  const found = source.cache.platform(spec.platform);
  if (found === 'unknown' || (!found && source.readPlatforms !== false && !(await isAbsent(spec.platform, source))))
    return { ...nothing, outcome: { verdict: unsure(notTold(spec.platform)) } };
  if (!found) return { ...nothing, outcome: noPlatform(spec.platform) };
  if ('refused' in found) return { ...nothing, outcome: { verdict: refusedPlatform(spec.platform, found.refused) } };
  const off = identityRefused(connection, found.platform, source);
  if (off) return { ...nothing, outcome: off };
  const objects = objectsOf(connection.metadata.namespace ?? '', source);
  const reference = spec.secretRef && ({ kind: 'Secret', name: spec.secretRef.name, field: 'spec.secretRef' } as const);
  const body = reference && (await readObject(reference, objects));
  if (body && 'verdict' in body) return { ...nothing, outcome: body };
  return planned(connection, found.platform, { ...source, objects, body: body?.object });
}

function objectsOf(namespace: string, { client, cold, grants, signal }: Source): ObjectSource {
  const single = clusterObjects(client, namespace, signal);
  const stored = cold?.over(single, namespace, signal) ?? single;
  return grants?.asked(stored, namespace, signal) ?? stored;
}

async function planned(connection: Connection, platform: Platform, source: Reading): Promise<Resolved> {
  const { body, now } = source;
  await turnOfOthers();
  const version = body && versionOf(body.metadata);
  const foreign = body && ofTheCluster(connection, body);
  if (foreign) return { ...nothing, outcome: foreign, secret: version };
  const secret = body && decoded(body);
  const plan = planConnection({ ...connection.spec, uid: connection.metadata.uid, platform, secret, now });
  await turnOfOthers();
  const outcome = 'verdict' in plan ? plan : await consented(connection, plan.plan, source);
  const looked = secret && lookedAt(secret, platform);
  const values = 'plan' in plan ? Object.fromEntries(usedValues(plan.plan)) : looked;
  await turnOfOthers();
  const used = 'plan' in outcome ? { ...outcome, refreshToken: outcome.tokens?.current } : undefined;
  return {
    outcome,
    secret: version,
    digest: contentOf({ outcome, values, consent: body && consentText(body), platform }),
    credential: used && 'plan' in plan ? credentialOf(connection, plan.plan, source.key) : undefined,
    secretStrings: secretStringsOf(looked, used),
    hiddenStrings: hiddenStringsOf(looked, platform, used),
    platform,
  };
}

/** What of a Secret can be used, or shown by mistake: with 80,000 keys the rest would take half a second. */
function lookedAt(secret: Record<string, Uint8Array>, { spec }: Platform): Readonly<Record<string, Uint8Array>> {
  const considered = consideredKeys(secret, spec);
  return 'keys' in considered ? considered.keys : {};
}

const nothing = {
  secret: undefined,
  digest: undefined,
  credential: undefined,
  secretStrings: [],
  hiddenStrings: [],
  platform: undefined,
};

/** What comes of a connection that cannot be resolved for a defect. */
export const defective: Resolved = { ...nothing, outcome: { verdict: unsure() } };

/** The watch is not asked alone: it may hear of a new one later, or of a CRD that is being made anew. */
async function isAbsent(name: string, { client, signal }: Source): Promise<boolean> {
  try {
    await client.get(`/apis/${apiVersion}/platforms/${encodeURIComponent(name)}`, { signal, accept: METADATA_ONLY });
    return false;
  } catch (error) {
    if (!isApiError(error, 403, 404)) throw error;
    return error.code === 404 && error.message.endsWith(`"${name}" not found`);
  }
}

function notTold(name: string): string {
  return `${name} is none of the built-in platforms, and the API server does not tell which others there are. It is asked again; nothing was sent.`;
}

function noPlatform(name: string): Refused {
  const similar = suggestPlatforms(name);
  const last = similar.pop();
  const names = [similar.join(', '), last].filter(Boolean).join(' or ');
  return refused('PlatformNotFound', last === undefined ? name : `${name}: perhaps ${names} is meant`);
}

async function consented(connection: Connection, plan: Plan, source: Reading): Promise<Resolved['outcome']> {
  const { body, requireConsent } = source;
  const held = body && holdsTheClusters(connection, body, usedValues(plan));
  if (held) return held;
  const ready = await complete(connection, plan, source);
  if ('verdict' in ready || !body) return ready;
  return notConsented(connection, body, ready, requireConsent) ?? ready;
}

async function complete(connection: Connection, plan: Plan, source: Reading): Promise<Resolved['outcome']> {
  const key = plan.refreshKey;
  const parent = key === undefined ? undefined : plan.secret[key];
  if (key === undefined || parent === undefined) return readDependencies(connection, plan, source);
  const tokens = await source.tokens.open(connection, parent);
  const current = tokens.current === undefined ? {} : { [key]: tokens.current };
  const rest = await readDependencies(connection, { ...plan, secret: { ...plan.secret, ...current } }, source);
  return 'verdict' in rest ? rest : { ...rest, tokens };
}

async function readDependencies(connection: Connection, plan: Plan, source: Reading): Promise<Ready | Refused> {
  const identified = await withIdentity(connection, plan, source);
  if ('verdict' in identified) return identified;
  const ca = await readCa(connection, source.objects);
  if (typeof ca === 'object') return ca;
  const proxy = await readProxy(connection, source.objects);
  return proxy && 'verdict' in proxy ? proxy : { plan: identified, ca, proxy };
}
