import type { Hono } from 'hono';
import type { Clock, KubeClient } from '../../runtime/index.ts';
import { deleteConnection, replaceCredential, setSuspended, testNow, type Changing } from './changes.ts';
import { draftFrom } from './draft-input.ts';
import type { ConnectionFeed } from './feed.ts';
import { Refused } from './refusals.ts';
import type { Rotations } from './rotations.ts';

export interface ChangeRoutesOptions {
  client: KubeClient;
  clock: Clock;
  feed: ConnectionFeed;
  rotations: Rotations;
}

const path = '/connections/:namespace/:name';

/** What a person does with a Connection that is there, by their own rights. */
export function changeRoutes(api: Hono, { client, clock, feed, rotations }: ChangeRoutesOptions): void {
  const by = (signal: AbortSignal): Changing => ({ client, clock, signal });
  api.post(`${path}/test`, async (context) => {
    await testNow(context.req.param(), by(context.req.raw.signal));
    return context.json({});
  });
  api.post(`${path}/suspend`, async (context) => {
    const { suspend } = await context.req.json<{ suspend?: boolean }>();
    await setSuspended(context.req.param(), suspend === true, by(context.req.raw.signal));
    return context.json({});
  });
  api.post(`${path}/delete`, async (context) => {
    const { withSecret } = await context.req.json<{ withSecret?: boolean }>();
    await deleteConnection(context.req.param(), withSecret === true, by(context.req.raw.signal));
    return context.json({});
  });
  api.post(`${path}/credential`, async (context) => {
    const { namespace, name } = context.req.param();
    const connection = feed.get(`${namespace}/${name}`);
    if (!connection) throw new Refused(404, `There is no Connection ${name} in ${namespace}.`);
    await replaceCredential(
      connection,
      rotations.current(draftFrom(await context.req.json())),
      by(context.req.raw.signal),
    );
    return context.json({});
  });
}
