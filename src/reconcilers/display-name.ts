import type { Connection } from '../api/resources.ts';
import type { Account } from '../connectors/index.ts';
import { cut } from './status-boundary.ts';

/** spec.displayName, or the platform's title with what tells this connection from others: its host, or its account. */
export function displayNameOf({ spec }: Connection, title: string, account: Account | undefined): string {
  if (spec.displayName !== undefined) return spec.displayName;
  const distinct = hostOf(spec.config) ?? account?.name ?? account?.email ?? account?.id;
  return cut(distinct === undefined ? title : `${title} (${distinct})`);
}

function hostOf(config: Readonly<Record<string, unknown>> | undefined): string | undefined {
  for (const name of ['host', 'server', 'url', 'endpoint']) {
    const value = config?.[name];
    if (typeof value === 'string' && value !== '') return hostIn(value);
  }
  return undefined;
}

/** A user name and a password that somebody wrote into an address, or a token behind a ?, are no part of a name. */
function hostIn(value: string): string | undefined {
  const url = URL.parse(value);
  if (!value.includes('@')) return url?.host || value.split(/[/?#]/, 1)[0] || undefined;
  return url && (url.username !== '' || url.password !== '') ? url.host || undefined : undefined;
}
