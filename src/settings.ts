import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { durationMs } from './api/duration.ts';
import type { LogLevel } from './runtime/index.ts';

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
  /** Prefixes with which a NAT64 of the site spells IPv4 addresses. */
  nat64Prefixes: string[];
  publishPlatforms: boolean;
  /** Directories in which local ones may be looked at. */
  localRoots: string[];
  /** Whether Connections may sign in with tokens of their service accounts. */
  workloadIdentity: boolean;
  /** Whether Platforms whose host is a setting get no Secret without an annotation of its owner. */
  requireConsent: boolean;
  logLevel: LogLevel;
}

/** Bad flags; the message says which and what to write. */
export class SettingsError extends Error {}

const options = {
  namespaces: { type: 'string', default: '' },
  concurrency: { type: 'string', default: '400' },
  'status-refresh-interval': { type: 'string', default: '30m' },
  'health-port': { type: 'string', default: '8081' },
  'metrics-port': { type: 'string', default: '8080' },
  listen: { type: 'string' },
  'egress-allow': { type: 'string', default: '' },
  'cluster-ranges': { type: 'string', default: '' },
  'nat64-prefix': { type: 'string', default: '' },
  'no-publish-platforms': { type: 'boolean', default: false },
  'workload-identity': { type: 'boolean', default: false },
  'require-consent': { type: 'boolean', default: false },
  'local-roots': { type: 'string', default: '' },
  'log-level': { type: 'string', default: 'info' },
  help: { type: 'boolean', default: false },
} as const;

export const usage = `connection-operator [flags]

  --namespaces a,b               look at these namespaces only (default: all)
  --concurrency 400              tests at a time; a third is kept for namespaces that have few
  --status-refresh-interval 30m  write the times in a status at most this often while nothing else changes
  --health-port 8081             /livez and /readyz; 0 takes a free port
  --metrics-port 8080            /metrics; 0 takes a free port
  --listen ADDRESS               address to listen on (default: all)
  --egress-allow CIDR,...        ranges that credentials may be sent to although they are refused by default
                                 (loopback, link-local, cloud metadata)
  --cluster-ranges CIDR,...      ranges of the cluster's own Services and Pods, refused
  --nat64-prefix CIDR,...        prefixes with which a NAT64 of the site spells IPv4 addresses (RFC 6052), besides
                                 64:ff9b::/96: such an address is judged as the IPv4 address
  --no-publish-platforms         do not list the built-in platforms in the cluster
  --workload-identity            let Connections sign in as a service account (spec.serviceAccountName); needs the right
                                 to create serviceaccounts/token
  --require-consent              send a Secret to a platform whose host is a setting only if an annotation of the Secret
                                 names the host: connection-operator.dev/allowed-hosts
  --local-roots DIR,...          directories of the operator's own machine in which Connections to local-filesystem may
                                 look (default: none)
  --log-level info               debug, info, warn or error

Every flag can be set by environment as well: CONNECTION_OPERATOR_EGRESS_ALLOW and so on. The cluster is the one of
KUBECONFIG, of ~/.kube/config, or the one the operator runs in.

Exit codes: 0 stopped by a signal, 1 stopped by an error or a second signal, 2 wrong flags.
`;

/** @throws SettingsError */
export function readSettings(args: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const values = parsed(args);
  const text = (name: keyof typeof options): string => {
    const given = args.some((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
    const fromEnv = env[`CONNECTION_OPERATOR_${name.toUpperCase().replaceAll('-', '_')}`];
    return String((given ? undefined : fromEnv) ?? values[name] ?? '');
  };
  const serviceHost = env['KUBERNETES_SERVICE_HOST'];
  return {
    namespaces: list(text('namespaces')),
    concurrency: wholeNumber('concurrency', text('concurrency'), [1, 1000]),
    statusRefreshMs: duration('status-refresh-interval', text('status-refresh-interval')),
    healthPort: wholeNumber('health-port', text('health-port'), [0, 65_535]),
    metricsPort: wholeNumber('metrics-port', text('metrics-port'), [0, 65_535]),
    listen: text('listen') || undefined,
    egressAllow: list(text('egress-allow')),
    clusterRanges: [...list(text('cluster-ranges')), ...(serviceHost ? [serviceHost] : [])],
    nat64Prefixes: list(text('nat64-prefix')),
    publishPlatforms: !/^(true|1)$/.test(text('no-publish-platforms')),
    workloadIdentity: /^(true|1)$/.test(text('workload-identity')),
    requireConsent: /^(true|1)$/.test(text('require-consent')),
    localRoots: directories('local-roots', list(text('local-roots'))),
    logLevel: oneOf('log-level', text('log-level')),
  };
}

function parsed(args: readonly string[]): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new SettingsError((error as Error).message);
  }
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
