import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { remember, type Cause } from '../../../src/reconcilers/connection-state.ts';
import { changeSince } from '../../../src/reconcilers/tested-inputs.ts';
import type { TestRun, TestRunOptions } from '../../../src/reconcilers/run.ts';
import { runTest } from '../../../src/reconcilers/test-run.ts';
import type { FoundPlatform } from '../../../src/reconcilers/cache.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { ApiError } from '../../../src/runtime/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

/** What the API server keeps from a test is no verdict on the connection. */
const never = new AbortController().signal;
const metadata = { name: 'c', namespace: 'team', uid: 'uid', resourceVersion: '1', generation: 1 };

function setUp({ interval = '0s', platform = 'webdav', found = undefined as FoundPlatform } = {}) {
  const clock = new FakeClock();
  const spec = { platform, secretRef: { name: 's' }, test: { interval }, config: { url: 'https://dav.example.com/' } };
  const connection = { metadata, spec } as unknown as Connection;
  const answers = { secret: () => denied(), platform: () => notFound(platform) } as Record<
    string,
    () => Error | object
  >;
  const client = {
    get: async (path: string) => {
      const answer = (path.includes('/secrets/') ? answers['secret'] : answers['platform'])!();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const state = remember(connection, { clock });
  const inputs = { uid: 'uid', generation: 1, secret: { uid: 's', resourceVersion: '1' }, dependencies: 'built-in' };
  const options = {
    client,
    clock,
    cache: { platform: () => found },
    redactor: { add: () => () => {} },
    pace: { planned: () => true, ended: () => {} },
    log: { error: () => {} },
    onTested: () => {},
  } as unknown as TestRunOptions;
  const test = async (cause: Cause = state.tested ? 'periodic' : 'first', now = inputs) => {
    const run: TestRun = { connection, state, cause, inputs: now };
    const result = (await runTest(run, options, never)) as TestResult;
    state.tested = result;
    return { ...result, said: 'reason' in result.verdict ? result.verdict.reason : '' };
  };
  const next = async () => {
    await clock.advance(Math.max(0, (state.tested?.nextAt ?? Infinity) - clock.now()));
    return test();
  };
  return { clock, state, answers, test, next, inputs };
}

function apiError(code: number, reason: string, text = ''): ApiError {
  return new ApiError({ method: 'GET', path: '/' }, { code, reason, text });
}
const denied = () => apiError(403, 'Forbidden');
const notFound = (name: string) => apiError(404, 'NotFound', `platforms.connection-operator.dev "${name}" not found`);
const builtIn = {
  version: 'built-in',
  platform: { name: 'webdav', spec: { methods: [] } },
} as unknown as FoundPlatform;

describe('a Secret that the API server does not let the operator read', () => {
  it('says nothing about the connection for the time that its roles take to be known', async () => {
    const { clock, test, next } = setUp({ found: builtIn });
    const startedAt = clock.now();

    const first = await test();

    expect(first.verdict).toMatchObject({ outcome: 'inconclusive', credential: 'NotSent' });
    expect(JSON.stringify(first.verdict)).toContain('does not let the operator read Secret s');
    for (let result = await next(); clock.now() - startedAt < 16_000; result = await next())
      expect(result.said).toBe('InternalError');
  });

  it.each(['0s', '24h'])(
    'is SecretAccessDenied within a minute, and healed within one (interval %s)',
    async (interval) => {
      const { clock, answers, test, next } = setUp({ interval, found: builtIn });
      const startedAt = clock.now();
      let { said } = await test();
      while (said === 'InternalError') ({ said } = await next());
      expect(said).toBe('SecretAccessDenied');
      expect(clock.now() - startedAt).toBeLessThan(60_000);

      for (let n = 0; n < 20; n += 1) {
        const { said: again, nextAt = Infinity } = await next();
        expect(again).toBe('SecretAccessDenied');
        expect(nextAt - clock.now()).toBeLessThanOrEqual(60_000);
      }

      answers['secret'] = () => apiError(404, 'NotFound');
      expect((await next()).said).toBe('SecretNotFound');
    },
  );

  it('is denied at once again where it was denied before an edit, and counted anew after a read', async () => {
    const { answers, test, next } = setUp({ found: builtIn });
    await test();
    for (let n = 0; n < 3; n += 1) await next();
    expect((await test('spec')).said).toBe('SecretAccessDenied');

    answers['secret'] = () => apiError(404, 'NotFound');
    await next();
    answers['secret'] = denied;
    expect((await test('secret')).said).toBe('InternalError');
  });
});

describe('a Platform of which the API server does not tell', () => {
  it.each<[string, FoundPlatform, () => Error | object]>([
    ['its list has not come', 'unknown', () => notFound('own')],
    ['the watch has not heard of it yet', undefined, () => ({ metadata: {} })],
    [
      'there is no such resource: its CRD is being made anew',
      undefined,
      () => apiError(404, 'NotFound', 'the server could not find the requested resource'),
    ],
    ['it may not be read', undefined, denied],
  ])('is not PlatformNotFound: %s', async (_case, found, answer) => {
    const { answers, test } = setUp({ platform: 'own', found });
    answers['platform'] = answer;

    expect((await test()).said).toBe('InternalError');
  });

  it('is PlatformNotFound at once where the API server has none of that name', async () => {
    expect((await setUp({ platform: 'own' }).test()).said).toBe('PlatformNotFound');
  });

  it('that has gone is looked for once more, and the verdict stands meanwhile', async () => {
    const { clock, state, test, next, inputs } = setUp({ platform: 'own' });
    state.tested = {
      inputs: { ...inputs, dependencies: 'u 1 ' },
      nextAt: undefined,
      request: undefined,
      failures: 0,
      inconclusive: 0,
      knownGood: true,
    };
    const goneAt = clock.now();

    const first = await test('dependencies', { ...inputs, dependencies: 'none' });

    expect(first).toMatchObject({ said: 'InternalError', fresh: false, inconclusive: 1, knownGood: true });
    expect((await next()).said).toBe('PlatformNotFound');
    expect(clock.now() - goneAt).toBeLessThanOrEqual(12_000);
  });

  it('is no change of a verdict; that it is told of again is', () => {
    const { inputs } = setUp();
    const of = (dependencies: string) => ({ ...inputs, dependencies });

    expect(changeSince(of('u 1 \nnone'), of('unknown\nnone'))).toBeUndefined();
    expect(changeSince(of('unknown\nnone'), of('u 1 \nnone'))).toBe('dependencies');
    expect(changeSince(of('u 1 \nnone'), of('unknown\nca 2'))).toBe('dependencies');
  });
});
