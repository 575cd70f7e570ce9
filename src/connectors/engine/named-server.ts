import type { ReadResponse } from './response.ts';

const servers = ['Apache', 'cloudflare', 'Envoy', 'HAProxy', 'Microsoft-IIS', 'nginx', 'openresty', 'Squid', 'Zscaler'];

/** Who seems to respond; of what a server says of itself, only what is known is passed on. */
export function serverIn({ headers }: ReadResponse): string | undefined {
  const said = `${headers['server'] ?? ''} ${headers['via'] ?? ''}`.toLowerCase();
  return servers.find((name) => said.includes(name.toLowerCase()));
}
