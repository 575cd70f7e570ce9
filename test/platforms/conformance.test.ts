import { existsSync } from 'node:fs';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { messageOf, type Reason } from '../../src/api/reasons.ts';
import { planConnection, registry, testConnection, validatePlatform, type Platform, type Verdict } from '../../src/connectors/index.ts';
import { createRedactor } from '../../src/runtime/redactor.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { requiredKinds, type Expected, type PlatformCase, type PlatformCases, type Started } from './case.ts';

const passed = new Map<string, Record<string, number>>();

const suites = await Promise.all(
  [...registry.values()].map(async (platform) => ({ platform, cases: await casesOf(platform.name) })),
);

describe.each(suites)('$platform.name', ({ platform, cases }) => {
  test('is sound: every expression, template and schema compiles, its hosts are closed', () => {
    expect(validatePlatform(platform.spec)).toEqual([]);
  });

  test.each(platform.spec.methods.map(({ name }) => name))('%s has every kind of case', (method) => {
    const kinds = new Set(cases.filter((each) => each.method === method).map(({ kind }) => kind));

    expect([...kinds]).toEqual(expect.arrayContaining([...requiredKinds]));
  });

  test.each(cases.map((each) => [each.method, each.kind, each.name, each] as const))('%s, %s: %s', async (_method, _kind, _name, each) => {
    await hold(platform, each);

    count(platform, each);
  });
});

async function casesOf(name: string): Promise<PlatformCases> {
  if (!existsSync(new URL(`./${name}.cases.ts`, import.meta.url))) return [];
  const { cases } = (await import(`./${name}.cases.ts`)) as { cases: PlatformCases };
  return cases;
}

async function hold(platform: Platform, each: PlatformCase): Promise<void> {
  const log = jest.spyOn(console, 'log');
  const platformUp = await each.start?.();
  try {
    const verdict = await verdictOn(platform, each, platformUp);
    platformUp?.check?.();

    expect(platformUp?.violations?.() ?? []).toEqual([]);
    expectVerdict(verdict, each.expect);
    const spoken = [JSON.stringify(verdict), messageOf(reasonOf(verdict), verdict.outcome === 'connected' ? {} : verdict), ...log.mock.calls.flat().map(String)];
    const secrets = [...canariesOf(platform, each), ...(platformUp?.canaries?.() ?? [])];
    expect(leaks(spoken, secrets)).toEqual([]);
    expect(leaks(platformUp?.urls?.() ?? [], secrets)).toEqual([]);
  } finally {
    log.mockRestore();
    await platformUp?.stop();
  }
}

async function verdictOn(platform: Platform, each: PlatformCase, up: Started | undefined): Promise<Verdict> {
  const context = testContext({ ...up?.context, ...(each.timeoutMs === undefined ? {} : { timeoutMs: each.timeoutMs }) });
  const planned = planConnection({
    platform,
    method: each.method,
    config: { ...each.config, ...up?.config },
    secret: secretBytes(each.secret ?? {}),
    requires: each.requires,
    now: context.now(),
  });
  if ('verdict' in planned) return planned.verdict;
  if (!up) throw new Error('The input is wrong, yet a plan was made of it');
  return testConnection(planned.plan, context);
}

function expectVerdict(verdict: Verdict, wanted: Expected): void {
  const causes = 'causes' in verdict ? (verdict.causes?.length ?? 0) : 0;
  const about = 'about' in verdict ? verdict.about : undefined;
  expect({ reason: reasonOf(verdict), about }).toMatchObject({ reason: wanted.reason });
  if (wanted.about) expect(about).toMatch(wanted.about);
  if (wanted.causes !== undefined) expect(causes).toBe(wanted.causes);
  if (wanted.account) expect('account' in verdict ? verdict.account : undefined).toMatchObject(wanted.account);
  if (wanted.access) expect('access' in verdict ? verdict.access : undefined).toEqual(wanted.access);
  if (wanted.retryAfterMs !== undefined) expect(verdict).toMatchObject({ retryAfterMs: wanted.retryAfterMs });
}

function reasonOf(verdict: Verdict): Reason {
  return verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
}

/** The values of the Secret that nobody may see again. */
function canariesOf({ spec }: Platform, { method, secret = {}, canaries = [] }: PlatformCase): string[] {
  const schema = spec.methods.find(({ name }) => name === method)?.secret as
    { properties?: Record<string, { writeOnly?: boolean }> } | undefined;
  const hidden = Object.entries(secret).filter(([key]) => schema?.properties?.[key]?.writeOnly === true);
  return [...canaries, ...hidden.map(([, value]) => value)];
}

/** The texts that hold a secret, in whatever encoding. */
function leaks(texts: readonly string[], secrets: readonly string[]): string[] {
  const redactor = createRedactor();
  for (const value of secrets) redactor.add(value);
  return texts.filter((text) => redactor.scrub(text) !== text);
}

function count({ name }: Platform, { method, kind }: PlatformCase): void {
  const row = passed.get(`${name} ${method}`) ?? {};
  row[kind] = (row[kind] ?? 0) + 1;
  passed.set(`${name} ${method}`, row);
}

afterAll(() => {
  const columns = [...requiredKinds, 'reply table'];
  const lines = [...passed].map(([name, row]) => [name, ...columns.map((kind) => String(row[kind] ?? 0))]);
  const table = [['platform and method', ...columns], ...lines];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
  const text = table.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join('  '));
  process.stdout.write(`\nCases that passed, by platform, method and kind\n${text.join('\n')}\n`);
});
