import { isIP } from 'node:net';
import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { durationMs } from './api/duration.ts';
import { environmentOf, flags, parseOptions, type Flag, type FlagName } from './flags.ts';
import type { LogLevel, Shard } from './runtime/index.ts';

export interface Settings {
  /** Namespaces to look at; empty for all. */
  namespaces: string[];
  /** Tests at a time. */
  concurrency: number;
  statusRefreshMs: number;
  healthPort: number;
  metricsPort: number;
  /** Address to listen on. */
  listen: string | undefined;
  /** Ranges that credentials may be sent to although they are refused by default. */
  egressAllow: string[];
  /** Ranges of the cluster itself. */
  clusterRanges: string[];
  /** Name of the API server, where a Pod is told a name and no address. */
  apiServer: string | undefined;
  /** Prefixes with which a NAT64 of the site spells IPv4 addresses. */
  nat64Prefixes: string[];
  /** Whether Platforms of the cluster's own can be used. */
  readPlatforms: boolean;
  publishPlatforms: boolean;
  /** Name of the ClusterRole that owns the built-in platforms that are listed. */
  platformsOwner: string | undefined;
  /** The Secrets that may be read; empty for all. */
  secretNames: string[];
  /** Whether each namespace grants that its Secrets are read. */
  secretsByConsent: boolean;
  /** Name of the ClusterRole with which a namespace grants it. */
  secretReader: string | undefined;
  /** Directories in which local ones may be looked at. */
  localRoots: string[];
  /** Whether Connections may sign in with tokens of their service accounts. */
  workloadIdentity: boolean;
  /** Whether Platforms whose host is a setting get no Secret without an annotation of its owner. */
  requireConsent: boolean;
  /** Which part of the namespaces this process has. */
  shard: Shard;
  /** Whether to wait for a Lease. */
  leaderElect: boolean;
  lease: { name: string; namespace: string | undefined };
  /** Name of the Secret with the key for counting sign-ins across restarts. */
  attemptsKeySecret: string | undefined;
  logLevel: LogLevel;
}

/** Bad flags; the message says which and what to write. */
export class SettingsError extends Error {}

/** @throws SettingsError */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const values = parsed(args);
  const text = (name: FlagName): string => {
    const flag: Flag | undefined = flags.find((one) => one.name === name);
    return String(values[name] ?? env[environmentOf(name)] ?? flag?.default ?? '');
  };
  const isOn = (name: FlagName): boolean => /^(true|1)$/.test(text(name));
  const shard = shardOf(text('shards'), text('shard'));
  const serviceHost = env['KUBERNETES_SERVICE_HOST'] ?? '';
  return {
    namespaces: list(text('namespaces')),
    concurrency: wholeNumber('concurrency', text('concurrency'), [1, 1000]),
    statusRefreshMs: duration('status-refresh-interval', text('status-refresh-interval')),
    healthPort: wholeNumber('health-port', text('health-port'), [0, 65_535]),
    metricsPort: wholeNumber('metrics-port', text('metrics-port'), [0, 65_535]),
    listen: text('listen') || undefined,
    egressAllow: list(text('egress-allow')),
    clusterRanges: [...list(text('cluster-ranges')), ...(isIP(serviceHost) === 0 ? [] : [serviceHost])],
    apiServer: serviceHost === '' || isIP(serviceHost) !== 0 ? undefined : serviceHost,
    nat64Prefixes: list(text('nat64-prefix')),
    readPlatforms: !isOn('no-read-platforms'),
    publishPlatforms: !isOn('no-publish-platforms') && !isOn('no-read-platforms') && shard.index === 0,
    platformsOwner: text('platforms-owner') || undefined,
    secretNames: list(text('secret-names')),
    secretsByConsent: isOn('secrets-by-consent'),
    secretReader: text('secret-reader') || undefined,
    workloadIdentity: isOn('workload-identity'),
    requireConsent: isOn('require-consent'),
    localRoots: directories('local-roots', list(text('local-roots'))),
    shard,
    leaderElect: isOn('leader-elect'),
    lease: {
      name:
        shard.of === 1 ? text('leader-elect-resource-name') : `${text('leader-elect-resource-name')}-${shard.index}`,
      namespace: text('leader-elect-resource-namespace') || undefined,
    },
    attemptsKeySecret: text('attempts-key-secret') || undefined,
    logLevel: oneOf('log-level', text('log-level')),
  };
}

function parsed(args: readonly string[]): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args: [...args], options: parseOptions, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
}

function shardOf(shards: string, shard: string): Shard {
  const of = wholeNumber('shards', shards, [1, 64]);
  return { of, index: wholeNumber('shard', shard, [0, of - 1]) };
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

function directories(name: string, paths: string[]): string[] {
  const wrong = paths.find((path) => !isAbsolute(path) || path.split('/').includes('..'));
  if (wrong !== undefined)
    throw new SettingsError(`--${name} has "${wrong}", it must be an absolute path without ".."`);
  return paths.map((path) => resolve(path));
}

function wholeNumber(name: string, text: string, [least, most]: [number, number]): number {
  const value = Number(text);
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new SettingsError(`--${name} is "${text}", it must be a whole number from ${least} to ${most}`);
}

function duration(name: string, text: string): number {
  try {
    return durationMs(text);
  } catch (error) {
    throw new SettingsError(`--${name}: ${(error as Error).message}`);
  }
}

function oneOf(name: string, text: string): LogLevel {
  const levels = ['debug', 'info', 'warn', 'error'] as const;
  const level = levels.find((known) => known === text);
  if (level) return level;
  throw new SettingsError(`--${name} is "${text}", it must be one of ${levels.join(', ')}`);
}
