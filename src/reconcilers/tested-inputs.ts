import { createHash } from 'node:crypto';
import type { Connection } from '../api/resources.ts';
import type { ObjectVersion } from '../inputs/objects.ts';
import type { TestedInputs } from './result.ts';
import type { Cache, FoundPlatform } from './cache.ts';

const digestLength = 16;

/** What a test made now would be a test of, as far as the watches know. */
export function testedInputsOf(connection: Connection, cache: Cache): TestedInputs {
  const { metadata, spec } = connection;
  const rewinds = cache.rewinds?.() ?? 0;
  const { namespace, uid, generation = 0 } = metadata;
  const secret = spec.secretRef && cache.metadata('Secret', `${namespace}/${spec.secretRef.name}`);
  return {
    uid,
    generation,
    secret: secret === undefined || secret === 'unknown' ? secret : versionOf(secret),
    dependencies: dependenciesOf(connection, cache),
    ...(rewinds === 0 ? {} : { rewinds }),
  };
}

export function versionOf({ uid, resourceVersion }: ObjectVersion): ObjectVersion {
  return { uid, resourceVersion };
}

export type Difference = 'spec' | 'secret' | 'dependencies';

/** What has changed since a test; undefined where its verdict still speaks of what is there. */
export function changeSince(tested: TestedInputs, now: TestedInputs): Difference | undefined {
  if (tested.uid !== now.uid || tested.generation !== now.generation) return 'spec';
  if (differs(tested.dependencies, now.dependencies)) return 'dependencies';
  if (tested.dependencies === undefined && isOtherThan(tested.dependencyDigest, now)) return 'dependencies';
  const isOrdered = tested.rewinds === now.rewinds;
  return isNewer(now.secret, tested.secret, isOrdered) ? 'secret' : undefined;
}

/**
 * What of that which is being tested has another version now. That the watch does not know a Secret that was read is no
 * proof: it may not have heard of it yet.
 */
export function overturning(running: TestedInputs, now: TestedInputs): Difference | undefined {
  const change = changeSince(running, now);
  return change === 'secret' && now.secret === undefined ? undefined : change;
}

/**
 * What a status remembers of the versions of Platform, CA and proxy; undefined where there is a built-in Platform alone, or
 * where the watches cannot tell.
 */
export function dependencyDigest(inputs: TestedInputs): string | undefined {
  const parts = inputs.dependencies?.split('\n') ?? [];
  return parts.every((part) => part === 'built-in' || part === 'none') ? undefined : knownDigest(inputs);
}

/** What of a spec a verdict speaks of. */
export function testedSpecOf({ spec }: Connection): string {
  const { suspend: _suspend, test: _test, displayName: _name, ...rest } = spec;
  return JSON.stringify(rest);
}

/**
 * What a credential was made of, without what it is: another release, whose key is another one, has another digest of the
 * same credential, but the same one of this. Whatever goes into it can be read where the status can.
 */
export function inputDigest(connection: Connection, inputs: TestedInputs): string {
  const { uid, resourceVersion } = typeof inputs.secret === 'object' ? inputs.secret : {};
  const parts = [connection.metadata.uid, testedSpecOf(connection), uid, resourceVersion, dependencyDigest(inputs)];
  const text = JSON.stringify(parts);
  return createHash('sha256').update(text).digest('base64url').slice(0, digestLength);
}

function knownDigest({ dependencies }: TestedInputs): string | undefined {
  if (dependencies === undefined || dependencies.split('\n').includes('unknown')) return undefined;
  return createHash('sha256').update(dependencies).digest('base64url').slice(0, digestLength);
}

/** What is not there any more is another one, too. */
function isOtherThan(remembered: string | undefined, now: TestedInputs): boolean {
  const digest = knownDigest(now);
  return remembered !== undefined && digest !== undefined && remembered !== digest;
}

/**
 * After a restart the dependencies of the last test are known by their digest alone, if at all. Those of which the watches
 * cannot tell now are taken to be what they were.
 */
function differs(tested: string | undefined, now: string | undefined): boolean {
  if (tested === now) return false;
  if (tested === undefined || now === undefined) return tested !== now && tested !== undefined;
  const [before, after] = [tested.split('\n'), now.split('\n')];
  return before.length !== after.length || after.some((part, index) => part !== 'unknown' && part !== before[index]);
}

/**
 * Whether the watch knows another Secret than the one that was read. The body is read later than the watch heard of it, so
 * a lower resourceVersion of the same object is old news (resourceVersions are ordered: KEP-5504).
 */
function isNewer(seen: TestedInputs['secret'], read: TestedInputs['secret'], isOrdered: boolean): boolean {
  if (seen === read) return false;
  if (seen === 'unknown' || read === 'unknown') return false;
  if (seen === undefined || read === undefined || seen.uid !== read.uid) return seen?.uid !== read?.uid;
  if (seen.resourceVersion === read.resourceVersion) return false;
  const numeric = isOrdered && /^\d+$/.test(seen.resourceVersion) && /^\d+$/.test(read.resourceVersion);
  return numeric
    ? BigInt(seen.resourceVersion) > BigInt(read.resourceVersion)
    : seen.resourceVersion !== read.resourceVersion;
}

function dependenciesOf({ metadata: { namespace }, spec }: Connection, cache: Cache): string {
  const found = cache.platform(spec.platform);
  const platform = typeof found === 'object' ? versionOfPlatform(found) : (found ?? 'none');
  const ca = spec.tls?.caRef;
  // Most have none of these, and this is asked some ten times a verdict.
  if (!ca && !spec.proxyRef && !spec.serviceAccountName) return `${platform}\nnone\nnone`;
  const others = [
    ca && cache.metadata(ca.kind ?? 'ConfigMap', `${namespace}/${ca.name}`),
    spec.proxyRef && cache.metadata('Secret', `${namespace}/${spec.proxyRef.name}`),
  ];
  // Another account of the same name is another one; that a label of it changes is of no interest.
  const account =
    spec.serviceAccountName && cache.metadata('ServiceAccount', `${namespace}/${spec.serviceAccountName}`);
  return [
    platform,
    ...(account === undefined ? [] : [typeof account === 'object' ? account.uid : account]),
    ...others.map((meta) => (typeof meta === 'object' ? `${meta.uid} ${meta.resourceVersion}` : (meta ?? 'none'))),
  ].join('\n');
}

function versionOfPlatform(found: FoundPlatform & object): string {
  return 'refused' in found ? `refused ${found.refused}` : found.version;
}
