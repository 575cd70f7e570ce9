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
    if (typeof value === 'string' && value !== '') return URL.parse(value)?.host || bareHost(value);
  }
  return undefined;
}

/** What was meant for a host; a password before an @ or a token behind a ? is a slip that must not be shown. */
function bareHost(text: string): string | undefined {
  return text.slice(text.lastIndexOf('@') + 1).split(/[/?#]/, 1)[0] || undefined;
}
