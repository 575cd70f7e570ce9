import type { Connection } from '../api/resources.ts';
import {
  planConnection,
  suggestPlatforms,
  type Failed,
  type Plan,
  type Platform,
  type ProxySettings,
} from '../connectors/index.ts';
import { readCa } from '../inputs/certificates.ts';
import { digestOf } from '../inputs/digest.ts';
import {
  clusterObjects,
  decoded,
  readObject,
  refused,
  type ObjectSource,
  type ObjectVersion,
  type Refused,
} from '../inputs/objects.ts';
import { readProxy } from '../inputs/proxy.ts';
import type { RefreshTokenStore, RefreshTokenTurn } from '../inputs/refresh-tokens.ts';
import { hiddenStringsOf, secretStringsOf } from '../inputs/secret-strings.ts';
import { identityRefused, withIdentity, type IdentitySource } from '../inputs/service-account-token.ts';
import type { Cache } from './cache.ts';
import { versionOf } from './tested-inputs.ts';

interface Source extends IdentitySource {
  tokens: RefreshTokenStore;
  cache: Cache;
  now: number;
}

interface Reading extends Source {
  objects: ObjectSource;
}

interface Ready {
  plan: Plan;
  ca: string | undefined;
  proxy: ProxySettings | undefined;
  tokens?: RefreshTokenTurn;
}

/** Everything a test needs, read and checked; or the verdict that something is missing. */
export interface Resolved {
  outcome: Ready | { verdict: Failed };
  /** The Secret that was read. */
  secret: ObjectVersion | undefined;
  /** Tells whether the Secret's content, not only its metadata, is another one. */
  digest: string | undefined;
  /** Values that no output may have. */
  secretStrings: string[];
  /** Those that no status may have. */
  hiddenStrings: string[];
  platform: Platform | undefined;
}

/** Reads Secret, CA and proxy, and plans the test. Errors of the API server are thrown: they say nothing about the connection. */
export async function resolve(connection: Connection, source: Source): Promise<Resolved> {
  const { spec } = connection;
  const nothing = {
    secret: undefined,
    digest: undefined,
    secretStrings: [],
    hiddenStrings: [],
    platform: undefined,
  };
  const found = source.cache.platform(spec.platform);
  if (!found) return { ...nothing, outcome: noPlatform(spec.platform) };
  if ('refused' in found)
    return { ...nothing, outcome: refused('PlatformNotFound', `${spec.platform} that can be used: ${found.refused}`) };
  const off = identityRefused(connection, found.platform, source);
  if (off) return { ...nothing, outcome: off };
  const objects = clusterObjects(source.client, connection.metadata.namespace ?? '', source.signal);
  const reference = spec.secretRef && ({ kind: 'Secret', name: spec.secretRef.name, field: 'spec.secretRef' } as const);
  const body = reference && (await readObject(reference, objects));
  if (body && 'verdict' in body) return { ...nothing, outcome: body };
  const secret = body && decoded(body.object);
  const { uid } = connection.metadata;
  const planned = planConnection({ ...spec, uid, platform: found.platform, secret, now: source.now });
  const rest = 'verdict' in planned ? planned : await complete(connection, planned.plan, { ...source, objects });
  const used = 'plan' in rest ? { ...rest, refreshToken: rest.tokens?.current } : undefined;
  return {
    outcome: rest,
    secret: body && versionOf(body.object.metadata),
    digest: secret && digestOf(secret),
    secretStrings: secretStringsOf(secret, used),
    hiddenStrings: hiddenStringsOf(secret, found.platform, used),
    platform: found.platform,
  };
}

function noPlatform(name: string): Refused {
  const similar = suggestPlatforms(name);
  const last = similar.pop();
  const names = [similar.join(', '), last].filter(Boolean).join(' or ');
  return refused('PlatformNotFound', last === undefined ? name : `${name}: perhaps ${names} is meant`);
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
