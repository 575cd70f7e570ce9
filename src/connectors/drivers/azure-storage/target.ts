import type { Plan } from '../../platform.ts';
import { plain, readSas } from './sas.ts';
import { serviceOf, type Question, type Service } from './services.ts';
import { trimEnd } from '../../language/trim-end.ts';

const suffixes: Readonly<Record<string, string>> = {
  global: 'core.windows.net',
  usgov: 'core.usgovcloudapi.net',
  china: 'core.chinacloudapi.cn',
};

/** The account's service, and what in it is tested, as the settings say. */
export interface Target {
  service: Service;
  accountName: string;
  /** Service URL without a slash at its end. */
  base: string;
  /** Container, share or file system. */
  place: string | undefined;
  /** Inside of that, without slashes around it; empty for its root. */
  path: string;
  custom: boolean;
}

/** @returns the target, or what is wrong with the settings. */
export function targetOf({ platform, config, secret, requires }: Plan): Target | string {
  const service = serviceOf(platform.spec);
  const accountName = config['accountName'] as string | undefined;
  if (accountName === undefined) return noAccount(secret, service);
  const cloud = String(config['cloud']);
  const custom = cloud === 'custom';
  const endpoint = config['endpoint'] as string | undefined;
  if (custom && endpoint === undefined) return 'endpoint is missing, which cloud custom needs';
  if (!custom && endpoint !== undefined) return 'endpoint is only for cloud custom';
  const base = custom ? trimEnd(endpoint ?? '', '/') : `https://${accountName}.${service.dns}.${suffixes[cloud]}`;
  const problem = pathProblem(requires.path);
  if (problem !== undefined) return `spec.requires.path ${problem}`;
  const asked = partsOf(requires.path);
  const signed = signedPath(secret, base);
  const named = (config[service.place] as string | undefined) ?? signed[0];
  const place = named ?? asked.shift();
  const path = (asked.length > 0 ? asked : signed.slice(1)).join('/');
  return { service, accountName, base, place, path, custom };
}

function noAccount({ connectionString }: Plan['secret'], { endpoint }: Service): string {
  return connectionString === undefined
    ? 'accountName is missing (Storage account, for example financearchive)'
    : `accountName is missing, and connectionString has neither AccountName nor ${endpoint}`;
}

function partsOf(path = ''): string[] {
  return path.split('/').filter((part) => part !== '');
}

function pathProblem(path = ''): string | undefined {
  if (path.includes('://')) return 'is an address: write only the path in it';
  if (path.includes('\\')) return 'has a backslash: write it with / and without the name of a server';
  return partsOf(path).some((part) => part === '.' || part === '..') ? 'has . or .. in it' : undefined;
}

/** What the address in front of a SAS names; a path in it counts where the SAS is for a directory. */
function signedPath({ sasUrl, sasToken }: Plan['secret'], base: string): string[] {
  const url = sasUrl === undefined ? null : URL.parse(sasUrl.trim());
  const root = new URL(base).pathname.replace(/\/$/, '');
  if (!url?.pathname.startsWith(`${root}/`)) return [];
  const parts = partsOf(url.pathname.slice(root.length)).map(plain);
  return readSas(sasToken ?? '').get('sr') === 'd' ? parts : parts.slice(0, 1);
}

/** What a connection string or SAS URL says about the account, held against the settings. */
export function contradiction({ secret }: Plan, target: Target): string | undefined {
  const { service, base, accountName, custom } = target;
  const { connectionString, sasUrl } = secret;
  const parts = pairsOf(connectionString);
  const name = parts.get('AccountName');
  if (name !== undefined && name !== accountName) return 'accountName is set, connectionString is of another account';
  const suffix = parts.get('EndpointSuffix');
  if (suffix && !custom && !base.endsWith(`.${suffix}`))
    return `connectionString is of another cloud${cloudHint(suffix)}`;
  const host = hostOf(target);
  const there = [
    ['connectionString', parts.get(service.endpoint)],
    ['sasUrl', sasUrl],
  ] as const;
  for (const [key, address] of there) {
    const url = address === undefined ? null : URL.parse(address.trim());
    // Of either name a part may come out of the Secret.
    if (url && url.host !== host)
      return `${key} is not of the host that accountName and cloud say${cloudHint(url.host)}`;
  }
  return undefined;
}

function pairsOf(connectionString = ''): Map<string, string> {
  return new Map(
    connectionString
      .split(';')
      .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );
}

function cloudHint(host: string): string {
  const cloud = Object.keys(suffixes).find((name) => host.endsWith(suffixes[name] ?? '-'));
  const other = /\.(blob|file|dfs|queue|table)\./.exec(host)?.[1];
  if (cloud === 'global') return other === undefined ? '' : `, but of the service ${other} or of another account`;
  return `: set cloud to ${cloud ?? 'custom, and endpoint'}`;
}

/** The address of a question. */
export function urlOf(question: Question, { base, place, path, service }: Target): URL {
  if (question === 'account') return new URL(`${base}/?${service.account}`);
  const inside = place === undefined ? '/' : `/${encodeURIComponent(place)}`;
  if (question === 'properties') return new URL(`${base}${inside}?restype=account&comp=properties`);
  return new URL(`${base}${inside}${service.pathInAddress ? addressOf(path) : ''}?${service.list(path)}`);
}

/** The address of a file or directory of the place. */
export function fileUrl({ base, place = '', path }: Target, name?: string): URL {
  return new URL(`${base}/${encodeURIComponent(place)}${addressOf([path, name].filter(Boolean).join('/')) || '/'}`);
}

function addressOf(path: string): string {
  return partsOf(path)
    .map((part) => `/${encodeURIComponent(part)}`)
    .join('');
}

export function hostOf({ base }: Target): string {
  return new URL(base).host;
}

/** What is tested, in words. */
export function nameOf(target: Target): string {
  const { service, place, path } = target;
  if (place === undefined) return `the account at ${hostOf(target)}`;
  const whole = `the ${service.noun} ${place}`;
  return path === '' || service.dns === 'blob' ? whole : `${path} in ${whole}`;
}
