import type { Hono } from 'hono';
import type { Platform } from '../../connectors/index.ts';
import type { SignInClient } from '../contract.ts';
import { draftFrom } from './draft-input.ts';
import { Refused } from './refusals.ts';
import { SignIns, type SignInsOptions } from './sign-ins.ts';

type PlatformNamed = (name: string, signal: AbortSignal) => Promise<Platform>;

/** Signing in at a vendor: the page begins it, opens the vendor in a tab of its own, and asks here how it stands. */
export function signInRoutes(api: Hono, options: SignInsOptions, platformNamed: PlatformNamed): void {
  const signIns = new SignIns(options);
  api.post('/sign-ins', async (context) => {
    const body: { draft?: unknown; client?: unknown } = await context.req.json();
    const draft = draftFrom(body.draft);
    const platform = await platformNamed(draft.platform, context.req.raw.signal);
    return context.json(await signIns.begin({ draft, platform, client: clientFrom(body.client) }), 201);
  });
  api.get('/sign-ins/:id', (context) => context.json(signIns.state(context.req.param('id'))));
  api.post('/sign-ins/:id/paste', async (context) => {
    const { text } = await context.req.json<{ text?: unknown }>();
    if (typeof text !== 'string') throw new Refused(400, 'text is not a text.');
    await signIns.paste(context.req.param('id'), text);
    return context.json({});
  });
  api.post('/sign-ins/:id/cancel', (context) => {
    signIns.cancel(context.req.param('id'));
    return context.json({});
  });
}

function clientFrom(given: unknown): SignInClient | undefined {
  if (given === undefined) return undefined;
  const { id, secret = '' } = (given ?? {}) as Record<string, unknown>;
  if (typeof id !== 'string' || typeof secret !== 'string') throw new Refused(400, 'client is not a client.');
  return { id: id.trim(), secret: secret.trim() };
}
