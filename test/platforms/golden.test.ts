import { createSecretKey, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import { apiVersion, type Connection } from '../../src/api/resources.ts';
import { judge, planFor } from '../../src/cli/judge.ts';
import { registry, testConnection, type Platform, type TestContext, type Verdict } from '../../src/connectors/index.ts';
import { manifestObjects } from '../../src/inputs/objects.ts';
import { resolve, type Source } from '../../src/reconcilers/resolve.ts';
import { testContext } from '../support/test-context.ts';
import type { Kind, PlatformCase, PlatformCases } from './case.ts';

/** The command's own road from files to a verdict, beside the operator's from the API server: the same words, case by case. */
const kinds: readonly Kind[] = ['connected', 'rejected', 'malformed secret'];
const { signal } = new AbortController();
const names = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && registry.has(entry.name))
  .map(({ name }) => name);
let compared = 0;

describe.each(names)('%s', (name) => {
  const platform = registry.get(name)!;

  it.each(kinds)('%s: the command says what the operator says', async (kind) => {
    const { cases } = (await import(`./${name}/cases.ts`)) as { cases: PlatformCases };
    const one = cases.find((each) => each.kind === kind && isForBoth(each));
    if (!one) return;
    await compare(platform, one);
  });
});

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
  const up = await one.start?.();
  try {
    const context = testContext({ ...up?.context });
    const objects = objectsOf(platform, one, { ...one.config, ...up?.config });
    const planned = await planFor(objects.connection, { ...objects.files, reach: context });
    // The command sends no refresh token that may be replaced, and says so; the operator stores the new one.
    if ('plan' in planned && planned.plan.refreshKey !== undefined) return;
    const ofCommand = await judge(objects.connection, { ...objects.files, io: { signal, env: {} }, reach: context });
    const ofOperator = await operatorsVerdict(platform, objects, context);
    compared += 1;
    expect(ofCommand).toEqual(ofOperator);
    expect(ofCommand.outcome === 'connected' ? 'Verified' : ofCommand.reason).toBe(one.expect.reason);
  } finally {
    await up?.stop();
  }
}

type Objects = ReturnType<typeof objectsOf>;

function objectsOf(platform: Platform, { method, secret, requires }: PlatformCase, config: Record<string, unknown>) {
  const manifest = { kind: 'Secret', metadata: { name: 'mine' }, stringData: secret ?? {} };
  const stored = manifestObjects([manifest]);
  const connection = {
    apiVersion,
    kind: 'Connection',
    metadata: { name: 'mine', namespace: 'here', uid: '7d5e9f3a', resourceVersion: '1' },
    spec: { platform: platform.name, method, config, requires, ...(secret ? { secretRef: { name: 'mine' } } : {}) },
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
