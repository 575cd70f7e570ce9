import type { AllowedHost } from '../../transport/hosts.ts';
import { canonicalPath, canonicalQuery } from './sign.ts';

/** A store as the settings describe it. */
export interface Store {
  origin: URL;
  region: string;
  bucket: string | undefined;
  prefix: string;
  pathStyle: boolean;
  hosts: readonly AllowedHost[];
  /** Whether `If-None-Match: *` may be asked of it; default true. */
  conditions?: boolean;
  /** What the Secret's keys are called, for messages; default: as AWS calls them. */
  keyNames?: { id: string; secret: string };
}

export const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** `requires.path` is a prefix in the bucket that is set, else bucket and prefix. */
export function placeOf(bucket: string | undefined, path = ''): Pick<Store, 'bucket' | 'prefix'> {
  const bare = path.replace(/^\/+/, '');
  if (bucket !== undefined || bare === '') return { bucket, prefix: bare };
  const [first, ...rest] = bare.split('/');
  return { bucket: first, prefix: rest.join('/') };
}

/** Without path style the bucket is a part of the host, if the host itself is allowed; nothing else is added. */
export function bucketHosts({ origin, bucket, pathStyle, hosts }: Store): readonly AllowedHost[] {
  if (pathStyle || bucket === undefined) return [];
  const port = origin.port || (origin.protocol === 'https:' ? '443' : '80');
  const allowed = hosts.some((host) => [origin.hostname, `${origin.hostname}:${port}`].includes(host.toLowerCase()));
  return allowed ? [`${bucket}.${origin.hostname}:${port}`] : [];
}

export function bucketUrl(store: Store): URL {
  const { prefix } = store;
  return urlOf(store, '', { 'list-type': '2', 'max-keys': '1', ...(prefix === '' ? {} : { prefix }) });
}

export function bucketsUrl({ origin }: Store): URL {
  return new URL('/', origin);
}

export function objectUrl(store: Store, key: string, query: Readonly<Record<string, string>> = {}): URL {
  return urlOf(store, key, query);
}

export function versionsUrl(store: Store, key: string): URL {
  return urlOf(store, '', { versions: '', prefix: key, 'max-keys': '100' });
}

function urlOf({ origin, bucket = '', pathStyle }: Store, key: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(origin);
  url.pathname = canonicalPath(pathStyle ? `/${bucket}${key === '' ? '' : `/${key}`}` : `/${key}`);
  if (!pathStyle) url.hostname = `${bucket}.${origin.hostname}`;
  url.search = canonicalQuery(query);
  return url;
}
