import { ServerResponse } from 'node:http';
import { planConnection, registry, testConnection, type Plan, type Platform } from '../../../src/connectors/index.ts';
import type { PlatformCase } from '../../platforms/case.ts';
import { breed } from '../canary-brood.ts';
import { secretBytes, testContext, testNow } from '../test-context.ts';
import type { Bait } from '../canary-secrets.ts';

/** What a platform replied to one request of a good test. */
export interface RecordedReply {
  /** `POST api.box.com /oauth2/token` */
  asked: string;
  status: number;
  headers: Record<string, string | string[]>;
  text: string;
}

export interface Recorded {
  baits: Bait[];
  replies: RecordedReply[];
}

/** Tests a good credential of each method of each platform, and keeps what the platforms replied. */
export async function recordAll(): Promise<Recorded> {
  const replies: RecordedReply[] = [];
  const baits: Bait[] = [];
  const { end } = ServerResponse.prototype;
  ServerResponse.prototype.end = function (this: ServerResponse, ...args: unknown[]) {
    const { method, headers, url = '' } = this.req;
    const kept = Object.entries(this.getHeaders()).filter(
      ([name]) => !/^(content-length|transfer-encoding)$/.test(name),
    );
    const text =
      typeof args[0] === 'string' || args[0] instanceof Uint8Array ? Buffer.from(args[0]).toString('utf8') : '';
    const asked = `${method} ${headers.host} ${url.split('?', 1)[0]}`;
    replies.push({ asked, status: this.statusCode, headers: Object.fromEntries(kept) as never, text });
    return (end as (...given: unknown[]) => ServerResponse).apply(this, args);
  } as typeof end;
  try {
    for (const [name, { baits: its, cases }] of await breed()) {
      baits.push(...its);
      const good = cases.filter(({ kind, lacks, start }) => kind === 'connected' && lacks === undefined && start);
      for (const each of good) await testCase(each, registry.get(name)!);
    }
  } finally {
    ServerResponse.prototype.end = end;
  }
  return { baits, replies };
}

async function testCase(each: PlatformCase, platform: Platform): Promise<void> {
  const up = (await each.start?.())!;
  const plan = planCase({ ...each, config: { ...each.config, ...up.config } }, platform);
  if (plan) await testConnection(plan, testContext(up.context));
  await up.stop();
}

function planCase(
  { method, config, secret = {}, requires, identityToken }: PlatformCase,
  platform: Platform,
): Plan | undefined {
  const serviceAccountName = identityToken === undefined ? undefined : 'bot';
  const input = { platform, uid: 'u', method, config, requires, serviceAccountName, secret: secretBytes(secret) };
  const planned = planConnection({ ...input, now: testNow });
  if (!('plan' in planned)) return undefined;
  const { plan } = planned;
  return plan.identity && identityToken !== undefined
    ? { ...plan, identity: { ...plan.identity, token: identityToken } }
    : plan;
}
