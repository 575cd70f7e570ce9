import type { Hono } from 'hono';
import { diagnose } from '../../doctor/diagnose.ts';
import { operatorState } from '../../doctor/operator-state.ts';
import { hostCheck } from '../../doctor/hosts-check.ts';
import type { Clock, KubeClient, SharedKubeConfig } from '../../runtime/index.ts';
import type { Reach } from './draft-tests.ts';
import type { ConnectionFeed } from './feed.ts';
import { Refused } from './refusals.ts';

export interface HealthOptions {
  config: SharedKubeConfig;
  client: KubeClient;
  feed: ConnectionFeed;
  clock: Clock;
  reach: Reach;
}

const limitMs = 10_000;

/** What `connection doctor` says, of a namespace and of a host, and in a few words of the operator. */
export function healthRoutes(api: Hono, { config, client, feed, clock, reach: { resolve } }: HealthOptions): void {
  api.get('/operator', async (context) => {
    const at = { client, namespace: '', nowMs: clock.now(), signal: context.req.raw.signal };
    return context.json(await operatorState(feed.all(), at));
  });
  api.get('/health/:namespace', async (context) => {
    const { namespace } = context.req.param();
    return context.json(await diagnose({ config, clock, namespace, signal: context.req.raw.signal }));
  });
  api.get('/hosts/:host', async (context) => {
    const { signal } = context.req.raw;
    const checks = await hostCheck(context.req.param('host'), { resolve, limitMs, signal }).catch((error: unknown) => {
      if ((error as { code?: string }).code !== 'ERR_INVALID_URL') throw error;
      throw new Refused(400, 'Enter a host name, or a host name and a port such as files.example.com:22.');
    });
    return context.json({ checks });
  });
}
