import { Hono, type Context } from 'hono';
import { stream, streamSSE } from 'hono/streaming';
import type { Problem } from '../../api/problems.ts';
import type { Connection } from '../../api/resources.ts';
import type { Platform } from '../../connectors/index.ts';
import { objectKey, type Clock, type KubeClient, type SharedKubeConfig } from '../../runtime/index.ts';
import type { Draft, Feed, Session, TestLine } from '../contract.ts';
import { changeRoutes } from './change-routes.ts';
import { createConnection } from './create.ts';
import { detailOf } from './detail.ts';
import { draftFrom } from './draft-input.ts';
import { problemsOf } from './draft-plan.ts';
import { DraftTests, type Reach } from './draft-tests.ts';
import type { ConnectionFeed } from './feed.ts';
import { cardOf, formOf, readPlatforms } from './platforms.ts';
import { healthRoutes } from './health-routes.ts';
import { mayEdit } from './may-edit.ts';
import { answerFor, Refused } from './refusals.ts';
import { rightsIn } from './rights.ts';
import { signInRoutes } from './sign-in-routes.ts';
import { usersOf } from './users.ts';

export interface ApiOptions {
  config: SharedKubeConfig;
  client: KubeClient;
  clock: Clock;
  feed: ConnectionFeed;
  reach: Reach;
  session: () => Promise<Session>;
  /** Aborted where the console ends. */
  signal: AbortSignal;
}

const aliveMs = 15_000;

/** Everything that the page asks for, below /api. */
export function apiRoutes(options: ApiOptions): Hono {
  const { client, feed, session, signal } = options;
  const api = new Hono();
  api.onError(answerFor);
  api.notFound((context) => context.json({ message: 'There is no such thing.' }, 404));
  api.get('/session', async (context) => context.json(await session()));
  api.get('/feed', (context) => followed(context, feed, signal));
  api.get('/rights', async (context) => {
    const { namespace, namespaces } = await session();
    const shown = namespace === undefined ? namespaces : [namespace];
    return context.json((await mayEdit(shown, client, context.req.raw.signal)) ?? null);
  });
  api.get('/rights/:namespace', async (context) =>
    context.json(await rightsIn(context.req.param('namespace'), client, context.req.raw.signal)),
  );
  api.get('/platforms', async (context) => {
    const platforms = await readPlatforms(client, context.req.raw.signal);
    return context.json([...platforms.values()].map(cardOf));
  });
  api.get('/platforms/:name', async (context) =>
    context.json(formOf(await platformNamed(context.req.param('name'), client, context.req.raw.signal))),
  );
  api.get('/connections/:namespace/:name', async (context) => {
    const { namespace, name } = context.req.param();
    return context.json(await detailOf(known(feed, namespace, name), client, context.req.raw.signal));
  });
  api.get('/connections/:namespace/:name/users', async (context) => {
    const { namespace, name } = context.req.param();
    const usedBy = await usersOf(known(feed, namespace, name), client, context.req.raw.signal);
    return context.json(usedBy ? { usedBy } : {});
  });
  const tests = new DraftTests(options);
  draftRoutes(api, options, tests);
  changeRoutes(api, { ...options, rotations: tests.rotations });
  healthRoutes(api, options);
  signInRoutes(api, options, (name, asked) => platformNamed(name, client, asked));
  return api;
}

function draftRoutes(api: Hono, { client, clock, feed, signal: ended }: ApiOptions, tests: DraftTests): void {
  api.post('/drafts/problems', async (context) => {
    const draft = draftFrom(await context.req.json());
    const platform = await platformNamed(draft.platform, client, context.req.raw.signal);
    return context.json([...takenName(draft, feed), ...problemsOf(draft, platform, clock.now())]);
  });
  api.post('/drafts/test', async (context) => {
    const body: { draft?: unknown; anyway?: boolean } = await context.req.json();
    const draft = draftFrom(body.draft);
    const platform = await platformNamed(draft.platform, client, context.req.raw.signal);
    return stream(context, async (out) => {
      const stop = new AbortController();
      out.onAbort(() => stop.abort());
      const tell = (line: TestLine) => void out.write(`${JSON.stringify(line)}\n`);
      const signal = AbortSignal.any([stop.signal, ended]);
      await tests.run({ draft, platform, anyway: body.anyway === true, signal, tell }).catch(() => {});
    });
  });
  api.post('/connections', async (context) => {
    const draft = tests.rotations.current(draftFrom(await context.req.json()));
    const created = await createConnection(draft, client, context.req.raw.signal);
    return context.json({ key: objectKey(created) }, 201);
  });
}

/** Said while it is entered; the API server would refuse it once everything is tested. */
function takenName({ name, namespace, secretName }: Draft, feed: ConnectionFeed): Problem[] {
  if (secretName !== undefined || !feed.get(`${namespace}/${name}`)) return [];
  return [{ at: 'metadata.name', kind: 'invalid', what: 'there is a Connection of this name already' }];
}

async function platformNamed(name: string, client: KubeClient, signal: AbortSignal): Promise<Platform> {
  const platform = (await readPlatforms(client, signal)).get(name);
  if (!platform) throw new Refused(404, `There is no platform ${name}.`);
  return platform;
}

function known(feed: ConnectionFeed, namespace: string, name: string): Connection {
  const connection = feed.get(`${namespace}/${name}`);
  if (!connection) throw new Refused(404, `There is no Connection ${name} in ${namespace}.`);
  return connection;
}

/** The list as it changes, as server-sent events. */
function followed(context: Context, feed: ConnectionFeed, ended: AbortSignal): Response {
  return streamSSE(context, async (out) => {
    const over = Promise.withResolvers<void>();
    const tell = (message: Feed) => void out.writeSSE({ data: JSON.stringify(message) });
    const stop = feed.follow(tell);
    const beat = setInterval(() => void out.write(': alive\n\n'), aliveMs);
    const end = () => over.resolve();
    out.onAbort(end);
    ended.addEventListener('abort', end, { once: true });
    await over.promise;
    clearInterval(beat);
    stop();
  });
}
