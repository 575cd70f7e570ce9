import { NODATA, NOTFOUND } from 'node:dns';
import { askServer } from './dns-exchange.ts';
import type { DnsReply, Family } from './dns-message.ts';

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

/** Until a name server is asked again; it doubles each time. */
const firstTryMs = 1000;
const tries = 3;
/** Which name servers are asked when the one before cannot tell. */
const mostServers = 3;
/** How long the addresses of one family wait for those of the other: servers that drop AAAA are common. */
const otherFamilyMs = 250;

const doesNotExist = new Set<string>([NOTFOUND, NODATA, 'EBADNAME']);
const cannotTell = new Set(['ESERVFAIL', 'EREFUSED', 'ENOTIMP', 'EFORMERR', 'EBADRESP']);

/**
 * Asks name servers for the first of the names that has addresses. By sockets: getaddrinfo holds a thread of a pool that
 * everything in the process shares for as long as a server says nothing, and c-ares reads a whole reply, whose 64 KiB of
 * addresses take 15 ms, in which nobody else has a turn.
 * @throws DnsError, also when the signal fires
 */
export async function askDns(
  names: readonly string[],
  servers: readonly string[],
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

/** IPv4 first: where both are there, that is what a cluster surely has a route for. What is still asked for then is let go of. */
async function askServers(
  name: string,
  servers: readonly string[],
  signal: AbortSignal,
): Promise<DnsAnswer | Unanswered> {
  const over = new AbortController();
  const end = () => over.abort();
  signal.addEventListener('abort', end, { once: true });
  try {
    return await addressesOf((family) => replyOf(name, family, { servers, signal: over.signal }));
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}

async function addressesOf(ask: (family: Family) => Promise<DnsReply>): Promise<DnsAnswer | Unanswered> {
  const replies: DnsReply[] = [];
  const asked = ([4, 6] as const).map(async (family, index) => {
    const reply = await ask(family);
    replies[index] = reply;
    return reply;
  });
  const first = await Promise.race(asked);
  if (first.addresses.length > 0) await within(otherFamilyMs, Promise.all(asked));
  else if (first.code !== NOTFOUND) await Promise.all(asked);
  // A server without IPv6 may say of it that the name does not exist (RFC 4074, 4.2).
  else await asked[0];
  return combined(replies.filter(Boolean));
}

interface Asked {
  servers: readonly string[];
  signal: AbortSignal;
}

/** The first server that can tell. One that is silent is asked again, one that fails is not. */
async function replyOf(name: string, family: Family, { servers, signal }: Asked): Promise<DnsReply> {
  const able = new Set(servers.slice(0, mostServers));
  let last: DnsReply = { addresses: [], ttlSeconds: Infinity, code: 'ECONNREFUSED', truncated: false };
  for (let attempt = 0; attempt < tries; attempt += 1) {
    for (const server of able) {
      last = await askServer(name, family, server, { timeoutMs: firstTryMs * 2 ** attempt, signal });
      if (last.addresses.length > 0 || doesNotExist.has(last.code) || signal.aborted) return last;
      if (last.code !== 'ETIMEOUT') able.delete(server);
    }
  }
  return last;
}

function combined(replies: readonly DnsReply[]): DnsAnswer | Unanswered {
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
