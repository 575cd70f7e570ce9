import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import { registry } from '../../src/connectors/index.ts';
import type { Resolve } from '../../src/connectors/transport/resolve.ts';
import type { PlatformCase } from '../platforms/case.ts';
import { speaksItsOwn, type Bred } from './canary-brood.ts';
import type { Bait } from './canary-secrets.ts';
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
  stop?: () => Promise<void>;
}

const nobody: Resolve = () => Promise.reject(new Error('ENOTFOUND'));
const refusing: Resolve = () => Promise.resolve([{ address: '127.0.0.1', port: 1 }]);

export type Servers = Readonly<Record<string, FaultyServer>>;

/** Failures that come after a sign-in as well. */
const later = new Set(['401', '403', '500 with a page', 'cut JSON', 'an echo, 200', 'an echo, 400', 'an echo, 401']);
const afterSignIn = ', after sign-in';

/** A server for each fault, which all platforms share. */
export async function startFaultyServers(): Promise<Servers> {
  const servers: Record<string, FaultyServer> = {};
  for (const [name, reply] of Object.entries(replies)) {
    servers[name] = await startFaultyServer({ reply });
    if (later.has(name)) servers[`${name}${afterSignIn}`] = await startFaultyServer({ reply, afterSignIn: true });
  }
  servers['a TLS failure'] = await startFaultyServer({ reply: replies['an echo, 200']!, tls: 'unknown CA' });
  return servers;
}

/** Every failure that a platform can be put through; its methods take turns, but each of them is repeated. */
export function attemptsOf({ baits, cases }: Bred, servers: Servers): (() => Attempt | Promise<Attempt>)[] {
  const signingIn = baits.filter(({ signsIn }) => signsIn);
  const served = Object.entries(servers).flatMap(([failure, server], turn) => {
    const able = failure.endsWith(afterSignIn) ? signingIn : baits;
    const some = repeating.has(failure) ? able : able.slice(turn % able.length, (turn % able.length) + 1);
    return some.map((bait) => serverAttempt(bait, failure, server));
  });
  const bait = baits[0]!;
  const others = [
    { bait, failure: 'no address', resolve: nobody },
    { bait, failure: 'nobody listens', resolve: refusing },
    ...settingAttempts(bait),
    ...baits.flatMap(keyAttempts),
  ];
  const own = cases.filter(({ lacks }) => speaksItsOwn(bait.platform) && lacks === undefined);
  return [
    ...[...served, ...others].map((attempt) => () => attempt),
    ...own.flatMap((each, turn) => {
      const its = baits.find(({ method }) => method === each.method);
      const isTaken = its && (each.kind !== 'reply table' || turn % ownShare === 0);
      return isTaken ? [() => ownAttempt(its, each, turn % 2 === 0)] : [];
    }),
  ];
}

/** What all methods of a platform are put through: the platform says again what it was told. */
const repeating = new Set(['an echo, 200', 'an echo, 401, after sign-in']);

/** One in so many of the rows that a platform of its own protocol has; its own test makes all of them. */
const ownShare = 8;

function serverAttempt(bait: Bait, failure: string, { context, raw }: FaultyServer): Attempt {
  const { resolve, ca } = speaksItsOwn(bait.platform) ? raw : context;
  return { bait, failure, resolve, ca, timeout: failure.includes('time-out') ? '300ms' : '5s' };
}

/** Values of the wrong form, and in the wrong place. */
function keyAttempts(bait: Bait): Attempt[] {
  const { secret } = bait;
  return Object.entries(secret).map(([key, value], turn) => {
    const rest = without(secret, key);
    const ways = [
      { failure: 'a key in quotes', secret: { ...secret, [key]: `{"${value}": "${value}` } },
      { failure: 'a key by another name', secret: { ...rest, [`${key}s`]: value } },
      { failure: 'a key that is the value', secret: { ...rest, [value]: key } },
    ];
    return { bait, resolve: nobody, ...ways[turn % ways.length]! };
  });
}

/** Each setting with a secret in it: of the wrong type, or an address. */
function settingAttempts(bait: Bait): Attempt[] {
  const { config, secret } = bait;
  const first = Object.values(secret).join(' ');
  const address = `https://me:${encodeURIComponent(first)}@h.example.com/`;
  const ways: [string, unknown][] = [
    ['lists', [first]],
    ['objects', { [first]: first }],
    ['texts', first],
    ['addresses', address],
  ];
  // A message names so many of them and no more.
  const few = Map.groupBy(settingsOf(bait), (_, index) => Math.floor(index / 3));
  const settings = [...few].map(([turn, names]) => {
    const [what, value] = ways[turn % ways.length]!;
    const wrong = Object.fromEntries(names.map((name) => [name, value]));
    return { failure: `settings that are ${what}`, config: { ...config, ...wrong } };
  });
  const strange = { failure: 'a setting by another name', config: { ...config, [first]: first } };
  return [...settings, strange].map((wrong) => ({ bait, resolve: nobody, ...wrong }));
}

function settingsOf({ platform }: Bait): string[] {
  return Object.keys(registry.get(platform)?.spec.config?.['properties'] ?? {});
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
    failure: 'a case of its own',
    config,
    secret: asItIs ? secret : other,
    resolve: up?.context?.resolve ?? ((host, port) => Promise.resolve([{ address: host, port }])),
    ca: up?.context?.ca,
    localRoots: up?.context?.localRoots,
    ...(requires ? { requires } : {}),
    ...(timeoutMs === undefined ? {} : { timeout: `${Math.min(timeoutMs, 500)}ms` }),
    ...(up ? { stop: () => up.stop() } : {}),
  };
}
