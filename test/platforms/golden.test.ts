import { createSecretKey, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, expect, it } from '@jest/globals';
import { apiVersion, type Connection } from '../../src/api/resources.ts';
import { judge, planFor } from '../../src/cli/judge.ts';
import { registry, testConnection, type Platform, type TestContext, type Verdict } from '../../src/connectors/index.ts';
import { manifestObjects } from '../../src/inputs/objects.ts';
import { resolve, type Source } from '../../src/reconcilers/resolve.ts';
import { testContext } from '../support/test-context.ts';
import type { Kind, PlatformCase, PlatformCases, Started } from './case.ts';

/** The command's own road from files to a verdict, beside the operator's from the API server: the same words, case by case. */
const always: readonly Kind[] = ['connected', 'rejected', 'malformed secret'];
const { signal } = new AbortController();
const names = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && registry.has(entry.name))
  .map(({ name }) => name);
/** `GOLDEN=full` compares every case; otherwise a kind of three each, and one in twenty of the others, another one each day. */
const isFull = process.env['GOLDEN'] === 'full';
const share = 20;
const today = Math.floor(Date.now() / 86_400_000);
const defaultTimeoutMs = 10_000;
let compared = 0;

it.each(names)(
  '%s: the command says what the operator says',
  async (name) => {
    const platform = registry.get(name)!;
    const { cases } = (await import(`./${name}/cases.ts`)) as { cases: PlatformCases };
    for (const one of chosen(cases.filter(isForBoth))) await compare(platform, one);
  },
  isFull ? 600_000 : 60_000,
);

function chosen(cases: PlatformCases): PlatformCases {
  if (isFull) return cases;
  const first = new Set(always.map((kind) => cases.find((one) => one.kind === kind)));
  return cases.filter((one, index) => first.has(one) || (one.kind !== 'timed out' && (index + today) % share === 0));
}

afterAll(() => {
  process.stdout.write(`golden: ${compared} verdicts of the command and the operator compared\n`);

  // Without it, cases that are all passed over would look like success.
  expect(compared).toBeGreaterThan(2 * names.length);
});

/** A token of the cluster is the operator's alone. */
function isForBoth({ identityToken, lacks }: PlatformCase): boolean {
  return identityToken === undefined && lacks === undefined;
}

async function compare(platform: Platform, one: PlatformCase): Promise<void> {
  const together = await onServer(one, async (up) => {
    const ofCommand = await commandsVerdict(platform, one, up);
    return ofCommand && { ofCommand, ofOperator: await operatorsVerdictOf(platform, one, up) };
  });
  if (!together) return;
  compared += 1;
  const { method, kind, name } = one;
  const reason = together.ofCommand.outcome === 'connected' ? 'Verified' : together.ofCommand.reason;
  expect({ method, kind, name, reason }).toEqual({ method, kind, name, reason: one.expect.reason });
  if (isDeepStrictEqual(together.ofCommand, together.ofOperator)) return;
  // Some responses are given once: then each asks a server of its own, at a port of its own. Where the time is over, how
  // far each had come is a matter of this machine: with more of it, both come as far as the silent server lets them.
  const slow = { ...one, timeoutMs: (one.timeoutMs ?? defaultTimeoutMs) * (isOver(together.ofCommand) ? 10 : 1) };
  const [ofCommand, ofOperator] = [
    await onServer(slow, (up) => commandsVerdict(platform, slow, up)),
    await onServer(slow, (up) => operatorsVerdictOf(platform, slow, up)),
  ].map(withoutPorts);
  expect({ method, kind, name, verdict: ofCommand }).toEqual({ method, kind, name, verdict: ofOperator });
}

function isOver(verdict: Verdict): boolean {
  return verdict.outcome === 'inconclusive' && verdict.reason === 'TimedOut';
}

async function onServer<T>(one: PlatformCase, ask: (up: Started | undefined) => Promise<T>): Promise<T> {
  const up = await one.start?.();
  try {
    return await ask(up);
  } finally {
    await up?.stop();
  }
}

function withoutPorts(verdict: Verdict | undefined): unknown {
  return JSON.parse(
    JSON.stringify(verdict ?? null).replace(/(\d|localhost|\.example(?:\.com)?):\d{4,5}\b/g, '$1:PORT'),
  );
}

function contextOf({ timeoutMs = defaultTimeoutMs }: PlatformCase, up: Started | undefined): TestContext {
  return testContext({ timeoutMs, ...up?.context });
}

/** @returns undefined where the command sends no refresh token that may be replaced, and says so */
async function commandsVerdict(
  platform: Platform,
  one: PlatformCase,
  up: Started | undefined,
): Promise<Verdict | undefined> {
  const reach = contextOf(one, up);
  const { connection, files } = objectsOf(platform, one, { ...one.config, ...up?.config });
  const planned = await planFor(connection, { ...files, reach });
  if ('plan' in planned && planned.plan.refreshKey !== undefined) return undefined;
  return judge(connection, { ...files, io: { signal, env: {} }, reach });
}

function operatorsVerdictOf(platform: Platform, one: PlatformCase, up: Started | undefined): Promise<Verdict> {
  const objects = objectsOf(platform, one, { ...one.config, ...up?.config });
  return operatorsVerdict(platform, objects, contextOf(one, up));
}

type Objects = ReturnType<typeof objectsOf>;

function objectsOf(
  platform: Platform,
  { method, secret, requires, timeoutMs = defaultTimeoutMs }: PlatformCase,
  config: Record<string, unknown>,
) {
  const test = { timeout: `${timeoutMs}ms` };
  const manifest = { kind: 'Secret', metadata: { name: 'mine' }, stringData: secret ?? {} };
  const stored = manifestObjects([manifest]);
  const connection = {
    apiVersion,
    kind: 'Connection',
    metadata: { name: 'mine', namespace: 'here', uid: '7d5e9f3a', resourceVersion: '1' },
    spec: {
      platform: platform.name,
      method,
      config,
      requires,
      test,
      ...(secret ? { secretRef: { name: 'mine' } } : {}),
    },
  } as Connection;
  return { connection, stored, files: { objects: stored, platforms: new Map<string, Platform>() } };
}

/** From the API server's objects to a verdict, as a test run of the operator does it. */
async function operatorsVerdict(
  platform: Platform,
  { connection, stored }: Objects,
  context: TestContext,
): Promise<Verdict> {
  const client = { get: () => stored.get('Secret', 'mine') };
  const source = {
    client,
    cache: { platform: () => ({ platform, version: '1' }) },
    tokens: { open: () => Promise.reject(new Error('no refresh token is replaced here')) },
    workloadIdentity: false,
    requireConsent: false,
    key: createSecretKey(randomBytes(32)),
    now: context.now(),
    signal,
  } as unknown as Source;
  const { outcome } = await resolve(connection, source);
  return 'verdict' in outcome ? outcome.verdict : testConnection(outcome.plan, context);
}
