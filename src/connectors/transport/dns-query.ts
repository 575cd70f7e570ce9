import { promises as dns } from 'node:dns';
import { NODATA, NOTFOUND } from 'node:dns';

/** The addresses of a name, and for how many seconds they hold. */
export interface DnsAnswer {
  addresses: string[];
  ttlSeconds: number;
}

/** A name that has no address (`code` ENOTFOUND), or that could not be looked up. */
export class DnsError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Until a name server is asked again; c-ares doubles it. */
const firstTryMs = 1000;
const tries = 3;
/** Which name servers are asked when the one before cannot tell. */
const mostServers = 3;
/** How long the addresses of one family wait for those of the other: servers that drop AAAA are common. */
const otherFamilyMs = 250;

const doesNotExist = new Set<string>([NOTFOUND, NODATA, 'EBADNAME']);
const cannotTell = new Set(['ESERVFAIL', 'EREFUSED', 'ENOTIMP', 'EFORMERR', 'EBADRESP']);

/**
 * Asks name servers for the first of the names that has addresses. By c-ares, which waits for sockets: getaddrinfo holds a
 * thread of a pool that everything in the process shares for as long as a server says nothing.
 * @param servers - default: those of resolv.conf
 * @throws DnsError, also when the signal fires
 */
export async function askDns(
  names: readonly string[],
  servers: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<DnsAnswer> {
  let failed = NOTFOUND as string;
  for (const name of names) {
    signal.throwIfAborted();
    const answer = await askServers(name, servers, signal);
    if ('addresses' in answer) return answer;
    if (doesNotExist.has(answer.code)) continue;
    failed = answer.code;
    // A server that says nothing says nothing of the next name either.
    if (!cannotTell.has(answer.code)) break;
  }
  throw new DnsError(failed);
}

type Unanswered = { code: string };

/** The first server that can tell; c-ares itself turns to the next one only when a server is silent. */
async function askServers(
  name: string,
  servers: readonly string[] | undefined,
  signal: AbortSignal,
): Promise<DnsAnswer | Unanswered> {
  let last: Unanswered = { code: NOTFOUND };
  for (let skipped = 0; skipped < mostServers; skipped += 1) {
    const resolver = new dns.Resolver({ timeout: firstTryMs, tries });
    const all = servers ?? resolver.getServers();
    const others = all.slice(skipped);
    if (skipped > 0 && others.length === 0) break;
    if (servers || skipped > 0) resolver.setServers(others);
    const answer = await cancellable(resolver, signal, () => addressesOf(name, resolver));
    if ('addresses' in answer || !cannotTell.has(answer.code)) return answer;
    last = answer;
  }
  return last;
}

async function cancellable<T>(resolver: dns.Resolver, signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await ask();
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

interface Reply {
  addresses: string[];
  ttlSeconds: number;
  code: string;
}

/** IPv4 first: where both are there, that is what a cluster surely has a route for. */
async function addressesOf(name: string, resolver: dns.Resolver): Promise<DnsAnswer | Unanswered> {
  const replies: Reply[] = [];
  const asked = ([4, 6] as const).map(async (family, index) => {
    const reply = await replyOf(family, name, resolver);
    replies[index] = reply;
    return reply;
  });
  const first = await Promise.race(asked);
  if (first.addresses.length > 0) await within(otherFamilyMs, Promise.all(asked));
  else if (first.code !== NOTFOUND) await Promise.all(asked);
  return combined(replies.filter(Boolean));
}

async function replyOf(family: 4 | 6, name: string, resolver: dns.Resolver): Promise<Reply> {
  try {
    const found = await (family === 4
      ? resolver.resolve4(name, { ttl: true })
      : resolver.resolve6(name, { ttl: true }));
    return {
      addresses: found.map(({ address }) => address),
      ttlSeconds: Math.min(...found.map(({ ttl }) => ttl)),
      code: NODATA,
    };
  } catch (error) {
    return { addresses: [], ttlSeconds: Infinity, code: (error as NodeJS.ErrnoException).code ?? 'ESERVFAIL' };
  }
}

function combined(replies: readonly Reply[]): DnsAnswer | Unanswered {
  const addresses = replies.flatMap((reply) => reply.addresses);
  if (addresses.length > 0) return { addresses, ttlSeconds: Math.min(...replies.map(({ ttlSeconds }) => ttlSeconds)) };
  const open = replies.find(({ code }) => !doesNotExist.has(code));
  return { code: open?.code ?? NOTFOUND };
}

async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([promise, late]);
  clearTimeout(timer);
}
