import { createHmac, createSecretKey, randomBytes, X509Certificate } from 'node:crypto';
import type { FailedReason } from '../api/reasons.ts';
import type { Connection } from '../api/resources.ts';
import {
  planConnection,
  refusal,
  similarPlatforms,
  type Failed,
  type Plan,
  type ProxySettings,
} from '../connectors/index.ts';
import { ApiError } from '../runtime/index.ts';
import { identityRefused, withIdentity, type IdentitySource } from './identity-token.ts';
import type { RefreshTokenStore, RefreshTokenTurn } from './refresh-tokens.ts';
import type { ObjectVersion } from './result.ts';
import { secretStringsOf } from './secret-strings.ts';
import type { Cache } from './cache.ts';
import { versionOf } from './tested-inputs.ts';

interface Source extends IdentitySource {
  tokens: RefreshTokenStore;
  cache: Cache;
  now: number;
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
}

/** Reads Secret, CA and proxy, and plans the test. Errors of the API server are thrown: they say nothing about the connection. */
export async function resolve(connection: Connection, source: Source): Promise<Resolved> {
  const { spec } = connection;
  const nothing = { secret: undefined, digest: undefined, secretStrings: [] };
  const found = source.cache.platform(spec.platform);
  if (!found) return { ...nothing, outcome: noPlatform(spec.platform) };
  if ('refused' in found)
    return { ...nothing, outcome: refused('PlatformNotFound', `${spec.platform} that can be used: ${found.refused}`) };
  const off = identityRefused(connection, found.platform, source);
  if (off) return { ...nothing, outcome: off };
  const body =
    spec.secretRef &&
    (await readObject({ kind: 'Secret', name: spec.secretRef.name, field: 'spec.secretRef' }, connection, source));
  if (body && 'verdict' in body) return { ...nothing, outcome: body };
  const secret = body && decoded(body.object);
  const { uid } = connection.metadata;
  const planned = planConnection({ ...spec, uid, platform: found.platform, secret, now: source.now });
  const rest = 'verdict' in planned ? planned : await complete(connection, planned.plan, source);
  return {
    outcome: rest,
    secret: body && versionOf(body.object.metadata),
    digest: secret && digestOf(secret),
    secretStrings: secretStringsOf(
      secret,
      'plan' in rest ? { ...rest, refreshToken: rest.tokens?.current } : undefined,
    ),
  };
}

function noPlatform(name: string): Refused {
  const similar = similarPlatforms(name);
  const last = similar.pop();
  const names = [similar.join(', '), last].filter(Boolean).join(' or ');
  return refused('PlatformNotFound', last === undefined ? name : `${name}: perhaps ${names} is meant`);
}

async function complete(connection: Connection, plan: Plan, source: Source): Promise<Resolved['outcome']> {
  const key = plan.refreshKey;
  const parent = key === undefined ? undefined : plan.secret[key];
  if (key === undefined || parent === undefined) return readDependencies(connection, plan, source);
  const tokens = await source.tokens.open(connection, parent);
  const current = tokens.current === undefined ? {} : { [key]: tokens.current };
  const rest = await readDependencies(connection, { ...plan, secret: { ...plan.secret, ...current } }, source);
  return 'verdict' in rest ? rest : { ...rest, tokens };
}

async function readDependencies(
  connection: Connection,
  plan: Plan,
  source: Source,
): Promise<Ready | { verdict: Failed }> {
  const identified = await withIdentity(connection, plan, source);
  if ('verdict' in identified) return identified;
  const ca = await readCa(connection, source);
  if (typeof ca === 'object') return ca;
  const proxy = await readProxy(connection, source);
  return proxy && 'verdict' in proxy ? proxy : { plan: identified, ca, proxy };
}

interface Body {
  metadata: ObjectVersion;
  data?: Record<string, string>;
  binaryData?: Record<string, string>;
}

type Refused = { verdict: Failed };

interface Reference {
  kind: 'Secret' | 'ConfigMap';
  name: string;
  /** Where the connection names it. */
  field: string;
}

async function readObject(
  { kind, name, field }: Reference,
  connection: Connection,
  source: Source,
): Promise<{ object: Body } | Refused> {
  const { namespace } = connection.metadata;
  const absent = () =>
    kind === 'Secret'
      ? refused('SecretNotFound', `${name} (${field})`)
      : refused('InvalidConfiguration', `${field} names ConfigMap ${name}, which is not in this namespace`);
  // The watch is not asked whether it is there: it may hear of a new Secret later than of the Connection applied with it.
  try {
    const path = `/api/v1/namespaces/${namespace}/${kind === 'Secret' ? 'secrets' : 'configmaps'}/${encodeURIComponent(name)}`;
    return { object: await source.client.get<Body>(path, { signal: source.signal }) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 404) return absent();
    if (error.code === 403) return refused('SecretAccessDenied', `${kind} ${name}`);
    throw error;
  }
}

async function readCa(connection: Connection, source: Source): Promise<string | undefined | Refused> {
  const ref = connection.spec.tls?.caRef;
  if (!ref) return undefined;
  const kind = ref.kind ?? 'ConfigMap';
  const field = 'spec.tls.caRef';
  const read = await readObject({ kind, name: ref.name, field }, connection, source);
  if ('verdict' in read) return read;
  const key = ref.key ?? 'ca.crt';
  const data = read.object.data?.[key];
  const where = `${field} names ${kind} ${ref.name}`;
  if (data === undefined) return refused('InvalidConfiguration', `${where}, which has no key ${key}`);
  const pem = kind === 'Secret' ? Buffer.from(data, 'base64').toString('utf8') : data;
  return areCertificates(pem)
    ? pem
    : refused('InvalidConfiguration', `${where}, whose key ${key} has no certificate in PEM form`);
}

function areCertificates(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

async function readProxy(connection: Connection, source: Source): Promise<ProxySettings | undefined | Refused> {
  const ref = connection.spec.proxyRef;
  if (!ref) return undefined;
  const read = await readObject({ kind: 'Secret', name: ref.name, field: 'spec.proxyRef' }, connection, source);
  if ('verdict' in read) return read;
  const text = (key: string) => {
    const value = read.object.data?.[key];
    return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8').trim();
  };
  const address = text('address');
  if (address === undefined)
    return refused('SecretKeyMissing', `key address is missing in Secret ${ref.name} of spec.proxyRef`);
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '') {
    return refused(
      'SecretInvalid',
      `key address of Secret ${ref.name} of spec.proxyRef must be http://host:port, with user name and password in keys of their own`,
    );
  }
  return { address, username: text('username'), password: text('password') };
}

function refused(reason: FailedReason, about: string): Refused {
  return { verdict: refusal(reason, about) };
}

function decoded({ data = {} }: Body): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64')]));
}

/** Of this process only: a digest of a short password that could be compared elsewhere would give the password away. */
const digestKey = createSecretKey(randomBytes(32));

function digestOf(secret: Record<string, Uint8Array>): string {
  const hmac = createHmac('sha256', digestKey);
  for (const key of Object.keys(secret).toSorted())
    hmac.update(`${key.length}:${key}${secret[key]?.length}:`).update(secret[key] ?? '');
  return hmac.digest('base64');
}
