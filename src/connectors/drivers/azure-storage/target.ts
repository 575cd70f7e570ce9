import type { Plan } from '../../platform.ts';

const suffixes: Readonly<Record<string, string>> = {
  global: 'core.windows.net',
  usgov: 'core.usgovcloudapi.net',
  china: 'core.chinacloudapi.cn',
};

/** The account's blob service, as the settings say. */
export interface Target {
  accountName: string;
  /** Service URL without a slash at its end. */
  service: string;
  container: string | undefined;
  custom: boolean;
}

/** @returns the target, or what is wrong with the settings. */
export function targetOf({ config, secret, requires }: Plan): Target | string {
  const accountName = config['accountName'] as string | undefined;
  if (accountName === undefined) return 'accountName is missing (Storage account, for example financearchive)';
  const cloud = (config['cloud'] as string | undefined) ?? 'global';
  const custom = cloud === 'custom';
  const endpoint = config['endpoint'] as string | undefined;
  if (custom && endpoint === undefined) return 'endpoint is missing, which cloud custom needs';
  if (!custom && endpoint !== undefined) return 'endpoint is only for cloud custom';
  const service = custom ? (endpoint ?? '').replace(/\/+$/, '') : `https://${accountName}.blob.${suffixes[cloud]}`;
  const container =
    (config['container'] as string | undefined) ??
    containerOf(secret['sasUrl'], service) ??
    requires.path?.replace(/^\/+/, '').split('/')[0];
  return { accountName, service, container: container === '' ? undefined : container, custom };
}

function containerOf(sasUrl: string | undefined, service: string): string | undefined {
  const url = sasUrl === undefined ? null : URL.parse(sasUrl.trim());
  const base = new URL(service).pathname.replace(/\/$/, '');
  return url?.pathname.startsWith(`${base}/`) ? url.pathname.slice(base.length + 1).split('/')[0] : undefined;
}

/** What a connection string or SAS URL says about the account, held against the settings. */
export function contradiction({ secret }: Plan, target: Target): string | undefined {
  const { connectionString, sasUrl } = secret;
  const parts = new Map(
    (connectionString ?? '')
      .split(';')
      .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  );
  const name = parts.get('AccountName');
  if (name !== undefined && name !== target.accountName)
    return `accountName is ${target.accountName}, connectionString is of another account`;
  const suffix = parts.get('EndpointSuffix');
  if (suffix && !target.custom && !target.service.endsWith(`.${suffix}`))
    return `connectionString is of another cloud${cloudHint(suffix)}`;
  const url = sasUrl === undefined ? null : URL.parse(sasUrl.trim());
  if (!url || url.host === new URL(target.service).host) return undefined;
  return `sasUrl is not of ${new URL(target.service).host}${cloudHint(url.host)}`;
}

function cloudHint(host: string): string {
  const cloud = Object.keys(suffixes).find((name) => host.endsWith(suffixes[name] ?? '-'));
  return `: set cloud to ${cloud ?? 'custom, and endpoint'}`;
}

export type Question = 'containers' | 'blobs' | 'account';

const queries: Record<Question, string> = {
  containers: 'comp=list&maxresults=1',
  blobs: 'restype=container&comp=list&maxresults=1',
  account: 'restype=account&comp=properties',
};

/** The address of a question; that of the account can be asked at the container too, which is all that a SAS of one reaches. */
export function urlOf(question: Question, { service, container }: Target, sas = ''): URL {
  const place = question === 'containers' || container === undefined ? '/' : `/${encodeURIComponent(container)}`;
  return new URL(`${service}${place}?${queries[question]}${sas === '' ? '' : `&${sas}`}`);
}
