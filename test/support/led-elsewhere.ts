import { connect, createServer } from 'node:net';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import type { Resolve } from '../../src/connectors/transport/resolve.ts';
import type { PlatformCase, Started } from '../platforms/case.ts';
import type { Damage } from '../platforms/damaged/tamper.ts';
import type { Recorded } from '../platforms/damaged/run.ts';

/** A name of the attacker's, and an address. */
const collector = 'collector.example.org';
const collectorAddress = '127.0.0.2';

/** Where a response would lead, by how it spells that; `own` is the host that was asked. */
export const spellings: readonly ((own: string, port: number) => string)[] = [
  (_own, port) => `http://${collector}:${port}/in`,
  (_own, port) => `https://${collector}:${port}/in`,
  (_own, port) => `//${collector}:${port}/in`,
  (_own, port) => `http://${collectorAddress}:${port}/in`,
  (own, port) => `https://${own}@${collector}:${port}/in`,
  (own, port) => `https://${own}.${collector}:${port}/in`,
  (_own, port) => `https:\\\\${collector}:${port}\\in`,
  (_own, port) => `HTTPS://${collector.toUpperCase()}.:${port}/in`,
  // The platform's own name without TLS: for whoever listens on the way.
  (own) => `http://${own}/in`,
  (own) => `http://${own}:443/in`,
];

/** Names of fields and headers with which platforms say where to go on. */
const fields =
  'instance_url,api_domain,api_server,api_base_url,base_url,base_uri,apicp,token_endpoint,jwks_uri,authorization_endpoint,' +
  'userinfo_endpoint,issuer,endpoint,server,host,hostname,domain,url,uri,href,link,next,nextLink,@odata.nextLink,@odata.id,' +
  'next_page_url,location,redirect,redirect_uri,redirectUrl,rootFolderUrl,repositoryUrl,webUrl,self,upload_url,download_url,vaultDNS';

function headersTo(address: string): Record<string, string | string[]> {
  return {
    location: address,
    'content-location': address,
    link: `<${address}>; rel="next", <${address}>; rel="self"`,
    refresh: `0; url=${address}`,
    'alt-svc': `h2="${URL.parse(address, 'https://x')?.host}"; ma=3600, h3=":443"`,
    'x-amz-bucket-region': URL.parse(address, 'https://x')?.host ?? 'x',
    'x-forms_based_auth_required': address,
    'x-forms_based_auth_return_url': address,
    'x-ms-request-url': address,
    'odata-entityid': address,
    'set-cookie': [`a=b; Domain=${collector}`, `c=d; Domain=.org; Path=${address}`],
    'www-authenticate':
      `Bearer realm="${address}", service="x", authorization_uri="${address}", resource_metadata="${address}", ` +
      `Digest realm="${address}", domain="${address}", nonce="n", qop="auth"`,
    'proxy-authenticate': `Basic realm="${address}"`,
  };
}

/** The response as it was meant, with another address wherever one stands, and wherever one might stand. */
export function leading({ body, type }: Recorded, address: string): Damage {
  return { body: /json/.test(type) ? jsonTo(body, address) : markupTo(body, address), headers: headersTo(address) };
}

function jsonTo(body: string, address: string): string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body, (_key, value: unknown) =>
      typeof value === 'string' && /^(https?:)?\/\//i.test(value) ? address : value,
    );
  } catch {
    return body;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return JSON.stringify(parsed);
  const more = Object.fromEntries(fields.split(',').map((name) => [name, address]));
  return JSON.stringify({ ...more, ...parsed });
}

/** Names of namespaces stay: they lead nowhere, and nothing would be understood without them. */
function markupTo(body: string, address: string): string {
  const safe = address.replaceAll('&', '&amp;');
  return body
    .replaceAll(/\b(href|src|action|url|content)="[^"]*"/gi, `$1="${safe}"`)
    .replaceAll(/>\s*https?:\/\/[^<]*</gi, `>${safe}<`)
    .replaceAll(/<((?:\w+:)?(?:href|Endpoint|Location|Region))>[^<]*</g, `<$1>${safe}<`);
}

export function redirecting(status: number, address: string): Damage {
  return { status, body: '', headers: headersTo(address) };
}

/** What reached somebody else than the platform, or the platform in a way that others can read. */
export interface Watched {
  /** Names that were looked up, or addresses that were asked for, of the attacker's. */
  asked: string[];
  /** What came without TLS to a platform that is asked with it. */
  plain: string[];
}

/** The case, at a platform that everything goes to but what is for the attacker, who is at `port`. */
export function watched(each: PlatformCase, port: number, seen: Watched): PlatformCase {
  return {
    ...each,
    async start() {
      const up = (await each.start?.()) ?? { stop: async () => {} };
      const fronts = new Map<string, Promise<Loopback>>();
      const own: Resolve = up.context?.resolve ?? (async (host, at) => [{ address: host, port: at }]);
      const resolve: Resolve = async (host, at, signal) => {
        if (host.toLowerCase().includes(collector) || host === collectorAddress) {
          seen.asked.push(host);
          return [{ address: collectorAddress, port }];
        }
        const [to] = await own(host, at, signal);
        if (!to || up.context?.ca === undefined) return to ? [to] : [];
        const key = `${to.address} ${to.port}`;
        const front = fronts.get(key) ?? startFront(to, seen);
        fronts.set(key, front);
        const { host: address, port: there } = await front;
        return [{ address, port: there }];
      };
      const stop = async () => {
        for (const front of fronts.values()) await (await front).stop();
        await up.stop();
      };
      return { ...up, context: { ...up.context, resolve }, stop } satisfies Started;
    },
  };
}

/** In front of a platform with TLS; TLS begins with a byte that no request begins with. */
function startFront(to: { address: string; port: number }, seen: Watched): Promise<Loopback> {
  return onLoopback(
    createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', (chunk: Buffer) => {
        if (chunk[0] !== 0x16) {
          seen.plain.push(chunk.toString('latin1').slice(0, 200));
          socket.destroy();
          return;
        }
        const inner = connect(to.port, to.address).on('error', () => socket.destroy());
        inner.write(chunk);
        inner.on('close', () => socket.destroy());
        socket.on('close', () => inner.destroy());
        socket.pipe(inner).pipe(socket);
      });
    }),
  );
}
