import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import { registry } from '../../src/connectors/index.ts';
import type { Resolve } from '../../src/connectors/transport/resolve.ts';
import type { PlatformCase } from '../platforms/case.ts';
import type { Canary } from './canary.ts';
import { canariesOfCase, type Bait } from './canary-secrets.ts';
import { replies, startFaultyServer, type FaultyServer } from './faulty-servers.ts';

/** One way for a test to fail, with all that it needs. */
export interface Attempt {
  bait: Bait;
  failure: string;
  config?: Record<string, unknown>;
  secret?: Record<string, string>;
  resolve: Resolve;
  ca?: string | undefined;
  timeout?: string;
  localRoots?: readonly string[] | undefined;
  requires?: NonNullable<ConnectionSpec['requires']>;
  /** Besides those of the bait. */
  canaries?: readonly Canary[];
  stop?: () => Promise<void>;
}

/** A platform's baits and its own cases. */
export interface Bred {
  baits: readonly Bait[];
  cases: readonly PlatformCase[];
}

const nobody: Resolve = () => Promise.reject(new Error('ENOTFOUND'));
const refusing: Resolve = () => Promise.resolve([{ address: '127.0.0.1', port: 1 }]);

export type Servers = Readonly<Record<string, FaultyServer>>;

/** A server for each fault, which all platforms share. */
export async function startFaultyServers(): Promise<Servers> {
  const servers: Record<string, FaultyServer> = {};
  for (const [name, reply] of Object.entries(replies)) {
    servers[name] = await startFaultyServer({ reply });
    servers[`${name}, after sign-in`] = await startFaultyServer({ reply, afterSignIn: true });
  }
  const reply = replies['an echo, 200']!;
  for (const tls of ['unknown CA', 'expired certificate', 'wrong name'] as const)
    servers[`TLS: ${tls}`] = await startFaultyServer({ reply, tls });
  return servers;
}

/** They speak protocols of their own, so that their own cases are what they understand. */
const ownProtocols = new Set(['ftp', 'ftps', 'local-filesystem', 'nfs', 'sftp', 'smb']);

/** Every failure that a platform can be put through; its methods take turns, but each of them is repeated. */
export function attemptsOf({ baits, cases }: Bred, servers: Servers): (() => Attempt | Promise<Attempt>)[] {
  const served = Object.keys(servers).flatMap((failure, turn) => {
    const some = /^an echo, (200|401)/.test(failure) ? baits : [baits[turn % baits.length]!];
    return some.map((bait) => serverAttempt(bait, failure, servers[failure]!));
  });
  const [bait] = baits as [Bait];
  const others = [
    { bait, failure: 'no address', resolve: nobody },
    { bait, failure: 'nobody listens', resolve: refusing },
    ...settingAttempts(bait),
    ...baits.flatMap(keyAttempts),
  ];
  const own = cases.filter(({ lacks }) => ownProtocols.has(bait.platform) && lacks === undefined);
  return [
    ...[...served, ...others].map((attempt) => () => attempt),
    ...own.flatMap((each, turn) => {
      const its = baits.find(({ method }) => method === each.method);
      const isTaken = its && (each.kind !== 'reply table' || turn % ownShare === 0);
      return isTaken ? [() => ownAttempt(its, each, turn % 2 === 0)] : [];
    }),
  ];
}

/** One in so many of the rows that a platform of its own protocol has; its own test makes all of them. */
const ownShare = 4;

function serverAttempt(bait: Bait, failure: string, { context, raw }: FaultyServer): Attempt {
  const { resolve, ca } = ownProtocols.has(bait.platform) ? raw : context;
  return { bait, failure, resolve, ca, timeout: failure.includes('time-out') ? '300ms' : '5s' };
}

/** Values of the wrong form, and in the wrong place. */
function keyAttempts(bait: Bait): Attempt[] {
  const { secret } = bait;
  return Object.entries(secret).flatMap(([key, value]) => {
    const rest = without(secret, key);
    return [
      { failure: 'key in quotes', secret: { ...secret, [key]: `{"${value}": "${value}` } },
      { failure: 'key by another name', secret: { ...rest, [`${key}s`]: value } },
      { failure: 'key that is the value', secret: { ...rest, [value]: key } },
    ].map((wrong) => ({ bait, resolve: nobody, ...wrong }));
  });
}

/** Each setting with a secret in it: of the wrong type, or an address. */
function settingAttempts(bait: Bait): Attempt[] {
  const { config, secret } = bait;
  const first = Object.values(secret).join(' ');
  const ways: [string, unknown][] = [
    ['a list', [first]],
    ['an object', { [first]: first }],
    ['a text', first],
    ['an address', `https://me:${encodeURIComponent(first)}@h.example.com/`],
  ];
  const settings = settingsOf(bait).map((name, turn) => {
    const [what, value] = ways[turn % ways.length]!;
    return { failure: `setting is ${what}`, config: { ...config, [name]: value } };
  });
  const strange = { failure: 'setting by another name', config: { ...config, [first]: first } };
  return [...settings, strange].map((wrong) => ({ bait, resolve: nobody, ...wrong }));
}

function settingsOf({ platform }: Bait): string[] {
  return Object.keys((registry.get(platform)?.spec.config?.['properties'] ?? {}) as object);
}

function without(secret: Record<string, string>, key: string): Record<string, string> {
  return Object.fromEntries(Object.entries(secret).filter(([name]) => name !== key));
}

/** A platform's own case and the platform that it has for it, with its own credential or with another. */
async function ownAttempt(bait: Bait, each: PlatformCase, asItIs: boolean): Promise<Attempt> {
  const up = await each.start?.();
  const config = { ...each.config, ...up?.config };
  const { secret = {}, timeoutMs, requires } = each;
  const other = Object.fromEntries(Object.entries(secret).map(([key, value]) => [key, bait.secret[key] ?? value]));
  return {
    bait,
    failure: `own: ${each.name}`,
    config,
    secret: asItIs ? secret : other,
    canaries: asItIs ? canariesOfCase(registry.get(bait.platform)!, each, config) : [],
    resolve: up?.context?.resolve ?? ((host, port) => Promise.resolve([{ address: host, port }])),
    ca: up?.context?.ca,
    localRoots: up?.context?.localRoots,
    ...(requires ? { requires } : {}),
    ...(timeoutMs === undefined ? {} : { timeout: `${Math.min(timeoutMs, 500)}ms` }),
    ...(up ? { stop: () => up.stop() } : {}),
  };
}
