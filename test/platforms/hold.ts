import { expect, jest } from '@jest/globals';
import { messageOf, reasons, type Reason } from '../../src/api/reasons.ts';
import { driverOf } from '../../src/connectors/drivers/index.ts';
import { inFull } from '../../src/connectors/planning/in-full.ts';
import {
  planConnection,
  testConnection,
  type Check,
  type Plan,
  type Platform,
  type Verdict,
} from '../../src/connectors/index.ts';
import { createRedactor } from '../../src/runtime/redactor.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { measure } from '../support/yardstick.ts';
import type { Expected, PlatformCase, Started } from './case.ts';

/** Cases may run side by side, so none of them takes it down, and each answers for all that was logged meanwhile. */
const log = jest.spyOn(console, 'log');

/** Makes the test of one case. @throws where the verdict is another, the platform was asked wrongly, or a secret is told. */
export async function hold(platform: Platform, each: PlatformCase): Promise<void> {
  const loggedBefore = log.mock.calls.length;
  const platformUp = await each.start?.();
  try {
    const verdict = await verdictOn(platform, each, platformUp);
    measure({ platform: platform.name, method: each.method, kind: each.kind, name: each.name }, verdict);
    platformUp?.check?.();

    expect(platformUp?.violations?.() ?? []).toEqual([]);
    expectVerdict(verdict, each.expect);
    expectChecks(verdict, platform, each);
    const spoken = [
      JSON.stringify(verdict),
      messageOf(reasonOf(verdict), verdict.outcome === 'connected' ? {} : verdict),
      ...log.mock.calls.slice(loggedBefore).flat().map(String),
    ];
    const secrets = [...canariesOf(platform, each), ...(platformUp?.canaries?.() ?? [])];
    expect(leaks(spoken, secrets)).toEqual([]);
    expect(leaks(platformUp?.urls?.() ?? [], secrets)).toEqual([]);
  } finally {
    await platformUp?.stop();
  }
}

async function verdictOn(platform: Platform, each: PlatformCase, up: Started | undefined): Promise<Verdict> {
  const context = testContext({
    ...up?.context,
    ...(each.timeoutMs === undefined ? {} : { timeoutMs: each.timeoutMs }),
  });
  const planned = planConnection({
    platform,
    method: each.method,
    config: { ...each.config, ...up?.config },
    secret: secretBytes(each.secret ?? {}),
    requires: each.requires,
    uid: '7d5e9f3a',
    serviceAccountName: each.identityToken === undefined ? undefined : 'migration-bot',
    now: context.now(),
  });
  if ('verdict' in planned) return planned.verdict;
  // What takes long to find out, such as a passphrase that does not fit, is found out in the test, but before the network.
  return testConnection(withToken(planned.plan, each), up ? context : { ...context, resolve: noNetwork });
}

function noNetwork(): never {
  throw new Error('The input is wrong, yet the network is asked');
}

/** What the operator does with TokenRequest. */
function withToken(plan: Plan, { identityToken: token }: PlatformCase): Plan {
  return plan.identity && token !== undefined ? { ...plan, identity: { ...plan.identity, token } } : plan;
}

function expectVerdict(verdict: Verdict, wanted: Expected): void {
  const causes = 'causes' in verdict ? (verdict.causes?.length ?? 0) : 0;
  const about = 'about' in verdict ? verdict.about : undefined;
  expect({ reason: reasonOf(verdict), about }).toMatchObject({ reason: wanted.reason });
  if (wanted.about) expect(about).toMatch(wanted.about);
  if (wanted.causes !== undefined) expect(causes).toBe(wanted.causes);
  if (wanted.account) expect('account' in verdict ? verdict.account : undefined).toMatchObject(wanted.account);
  if (wanted.access) expect('access' in verdict ? verdict.access : undefined).toEqual(wanted.access);
  if (wanted.expiresAt) expect(verdict).toMatchObject({ expiresAt: new Date(wanted.expiresAt) });
  if (wanted.credential) expect(verdict).toMatchObject({ credential: wanted.credential });
  if (wanted.retryAfterMs !== undefined) expect(verdict).toMatchObject({ retryAfterMs: wanted.retryAfterMs });
}

/** The ladder: what the test came to prove, and nothing that it did not. */
function expectChecks({ checks, ...verdict }: Verdict, { spec }: Platform, each: PlatformCase): void {
  const driver = driverOf(
    spec,
    spec.methods.find(({ name }) => name === each.method),
  );
  if (!driver) return;
  const { reason, stage } = each.expect;
  const failsAt = stage ?? (each.start ? reasons[reason].stage : 'Resolved');
  const before = (name: Check['name']): Check => ({
    name,
    result: name === 'Authenticated' && driver.anonymous ? 'NotTestable' : 'Passed',
  });
  const wanted =
    verdict.outcome === 'connected'
      ? stages.map((name): Check => (name === stage ? { name, result: 'NotTestable' } : before(name)))
      : [...stages.slice(0, stages.indexOf(failsAt)).map(before), { name: failsAt, result: 'Failed', reason }];
  expect(checks).toEqual(wanted);
}

const stages = ['Resolved', 'Reached', 'Authenticated', 'Authorized'] as const;

function reasonOf(verdict: Verdict): Reason {
  return verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
}

/** The values of the Secret that nobody may see again. */
function canariesOf({ spec }: Platform, { method, secret = {}, canaries = [], identityToken }: PlatformCase): string[] {
  const schema = inFull(spec).methods.find(({ name }) => name === method)?.secret as
    { properties?: Record<string, { writeOnly?: boolean }> } | undefined;
  const hidden = Object.entries(secret).filter(([key]) => schema?.properties?.[key]?.writeOnly === true);
  const token = identityToken === undefined ? [] : [identityToken];
  return [...canaries, ...token, ...hidden.map(([, value]) => value)];
}

/** The texts that hold a secret, in whatever encoding. */
function leaks(texts: readonly string[], secrets: readonly string[]): string[] {
  const redactor = createRedactor();
  for (const value of secrets) redactor.add(value);
  return texts.filter((text) => redactor.scrub(text) !== text);
}
