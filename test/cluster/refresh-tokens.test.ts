import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { planConnection, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { RefreshTokenStore } from '../../src/inputs/refresh-tokens.ts';
import { ApiError, systemClock, type Clock, type KubeClient } from '../../src/runtime/index.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { InProcessOperator } from '../support/cluster/in-process-operator.ts';
import { JumpingClock } from '../support/cluster/jumping-clock.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { FakeLogger } from '../support/fake-logger.ts';
import { rotating, rotatingWith, startRotatingPlatform, type RotatingPlatform } from '../support/rotating-platform.ts';
import { testContext } from '../support/test-context.ts';

/** Refresh tokens that work once: whatever is killed, raced or refused, none may be burnt and nobody left without a word. */
const cluster = beforeTests(joinCluster);
let platform: RotatingPlatform;
let connection: Connection;
let parent: string;
let count = 0;
let interleavings = 0;

afterAll(() => {
  process.stderr.write(`${interleavings} interleavings of refresh, store, kill and race\n`);
});

beforeEach(async () => {
  platform = await startRotatingPlatform();
  parent = platform.live();
  connection = await cluster.connection(`rotating-${(count += 1)}`, { platform: 'rotating', suspend: true });
});
afterEach(() => platform.stop());

const silent = new FakeLogger();

type Method = 'get' | 'create' | 'mergePatch';
type Interfere = (method: Method, call: () => Promise<unknown>) => Promise<unknown>;

/** An operator of its own: with nothing in state, and an API server that `interfere` stands before. */
function operator(
  instance: string,
  interfere: Interfere = (_method, call) => call(),
  clock: Clock = systemClock,
): RefreshTokenStore {
  const { client } = cluster;
  const through =
    (method: Method) =>
    (...args: never[]) =>
      interfere(method, () => (client[method] as (...all: never[]) => Promise<unknown>)(...args));
  const guarded = { get: through('get'), create: through('create'), mergePatch: through('mergePatch') };
  return new RefreshTokenStore({ client: guarded as unknown as KubeClient, clock, log: silent, instance });
}

/** One test of the connection by that operator. */
async function attempt(store: RefreshTokenStore): Promise<Verdict> {
  const tokens = await store.open(connection, parent);
  const refreshToken = tokens.current ?? parent;
  const planned = planConnection({
    platform: { name: 'rotating', spec: rotating },
    config: { url: platform.url },
    secret: { refreshToken: Buffer.from(refreshToken) },
    now: Date.now(),
  });
  if ('verdict' in planned) throw new Error('no plan');
  return tokens.explain(await testConnection(planned.plan, testContext({ now: Date.now, ...tokens.hooks })));
}

const outcomeOf = (verdict: Verdict) => (verdict.outcome === 'connected' ? 'Connected' : verdict.reason);

/** Fails the n-th call to the API server, before or after it was carried out, and every call from then on. */
function killedAt(n: number, when: 'before' | 'after'): Interfere {
  let calls = 0;
  return async (_method, call) => {
    calls += 1;
    if (calls > n || (calls === n && when === 'before')) throw new Error('killed');
    const answer = await call();
    if (calls === n) throw new Error('killed');
    return answer;
  };
}

describe('killed', () => {
  it.each([1, 2, 3].flatMap((n) => (['before', 'after'] as const).map((when) => [n, when] as const)))(
    '%s. call, %s it was carried out, first refresh',
    async (n, when) => {
      await attempt(operator('one', killedAt(n, when))).catch(() => {});
      interleavings += 1;

      const next = outcomeOf(await attempt(operator('one')));

      expect(['Connected', 'TokenNotRefreshable']).toContain(next);
      if (next === 'Connected') expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
      else expect(platform.dead()).toBe(1);
    },
  );

  it.each([1, 2, 3].flatMap((n) => (['before', 'after'] as const).map((when) => [n, when] as const)))(
    '%s. call, %s it was carried out, a later refresh',
    async (n, when) => {
      expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
      await attempt(operator('one', killedAt(n, when))).catch(() => {});
      interleavings += 1;

      const next = outcomeOf(await attempt(operator('one')));

      // Only what was killed with the platform's answer in its hands has lost it, and that is said.
      expect(next).toBe(n === 3 && when === 'before' ? 'TokenNotRefreshable' : 'Connected');
    },
  );

  it('and says so again, until a new token comes', async () => {
    await attempt(operator('one', killedAt(3, 'before'))).catch(() => {});
    expect(outcomeOf(await attempt(operator('one')))).toBe('TokenNotRefreshable');
    expect(outcomeOf(await attempt(operator('one')))).toBe('TokenNotRefreshable');

    parent = platform.grant();

    expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
    expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
  });
});

describe('raced', () => {
  it('by a second operator: no dead token is ever sent', async () => {
    for (let round = 0; round < 25; round += 1) {
      platform.slow(() => Math.random() * 8);
      const outcomes = await Promise.all([attempt(operator('one')), attempt(operator('two'))]);
      interleavings += 1;

      expect(outcomes.map(outcomeOf).every((outcome) => ['Connected', 'ServiceUnavailable'].includes(outcome))).toBe(
        true,
      );
      expect(outcomes.map(outcomeOf)).toContain('Connected');
    }
    expect(platform.dead()).toBe(0);
  });

  it('one that was killed is taken over after two minutes, not before', async () => {
    const clock = new JumpingClock();
    await attempt(operator('one', killedAt(2, 'after'), clock)).catch(() => {});
    expect(outcomeOf(await attempt(operator('two', undefined, clock)))).toBe('ServiceUnavailable');

    clock.jump(121_000);

    expect(outcomeOf(await attempt(operator('two', undefined, clock)))).toBe('Connected');
  });
});

describe('a store that fails', () => {
  const refuse =
    (code: number, reason: string): Interfere =>
    async (method, call) => {
      if (method === 'get') return call();
      throw new ApiError({ method: 'PATCH', path: '/x' }, { code, reason });
    };

  it.each([
    ['no right to write', 403, 'Forbidden', 'TokenNotRefreshable'],
    ['immutable', 422, 'Invalid', 'TokenNotRefreshable'],
    ['a conflict', 409, 'Conflict', 'ServiceUnavailable'],
  ])('before the refresh, %s: nothing is sent', async (_name, code, reason, outcome) => {
    expect(outcomeOf(await attempt(operator('one', refuse(code, reason))))).toBe(outcome);
    interleavings += 1;
    expect(platform.requests()).toBe(0);

    expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
  });

  it('an immutable Secret of ours, on the real API server', async () => {
    expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
    const { name } = connection.metadata;
    await cluster.patch('secrets', `${name}-tokens`, { immutable: true });
    const requests = platform.requests();

    expect(outcomeOf(await attempt(operator('one')))).toBe('TokenNotRefreshable');
    expect(platform.requests()).toBe(requests);
  });

  it("a Secret of that name that is somebody else's is left alone", async () => {
    await cluster.secret(`${connection.metadata.name}-tokens`, { refreshToken: 'theirs' });

    expect(outcomeOf(await attempt(operator('one')))).toBe('TokenNotRefreshable');
    expect(platform.requests()).toBe(0);
  });

  it('after the refresh: the token is kept, stored later, and the old one is not sent again', async () => {
    let down = false;
    let writes = 0;
    const store = operator('one', async (method, call) => {
      if (method !== 'get' && (writes += 1) === 2) down = true;
      if (down) throw new Error('the API server is away');
      return call();
    });
    expect(outcomeOf(await attempt(store))).toBe('InternalError');
    await expect(attempt(store)).rejects.toThrow('away');
    expect(platform.requests()).toBe(1);

    down = false;
    interleavings += 1;

    expect(outcomeOf(await attempt(store))).toBe('Connected');
    expect(platform.dead()).toBe(0);
  });
});

describe('a platform whose old token lives on', () => {
  it('needs no right to write, and the newer token is stored once a day where it may be', async () => {
    const clock = new JumpingClock();
    const seen: string[] = [];
    const keep = async (store: RefreshTokenStore, token: string) => {
      const tokens = await store.open(connection, parent);
      seen.push(tokens.current ?? 'parent');
      return tokens.hooks.keepRefreshToken(token, true);
    };

    expect(await keep(operator('one', refuseWrites, clock), 'a')).toBeUndefined();
    expect(await keep(operator('one', undefined, clock), 'b')).toBeUndefined();
    expect(await keep(operator('one', undefined, clock), 'c')).toBeUndefined();
    clock.jump(25 * 3_600_000);
    expect(await keep(operator('one', undefined, clock), 'd')).toBeUndefined();
    await keep(operator('one', undefined, clock), 'e');

    expect(seen).toEqual(['parent', 'parent', 'b', 'b', 'd']);
  });

  const refuseWrites: Interfere = async (method, call) => {
    if (method === 'get') return call();
    throw new ApiError({ method: 'PATCH', path: '/x' }, { code: 403, reason: 'Forbidden' });
  };
});

describe('a GitOps tool', () => {
  it('that puts the old Secret back changes nothing: the stored token goes on', async () => {
    for (let round = 0; round < 3; round += 1) expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
    expect(parent).toBe('refresh-0');
    expect(platform.dead()).toBe(0);
  });

  it('that touches the labels of the stored one during a refresh does not lose it', async () => {
    expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
    const { name } = connection.metadata;
    const store = operator('one', async (method, call) => {
      const answer = await call();
      if (method !== 'get')
        await cluster.patch('secrets', `${name}-tokens`, { metadata: { labels: { touched: String(Math.random()) } } });
      return answer;
    });

    expect(outcomeOf(await attempt(store))).toBe('Connected');
    expect(outcomeOf(await attempt(operator('one')))).toBe('Connected');
    expect(platform.dead()).toBe(0);
  });
});

it.each(['refreshToken', 'token'])(
  'the whole operator renews the token in key %s at every test, also across restarts, and a new one in the Secret wins',
  async (key) => {
    const name = `whole-${key.toLowerCase()}`;
    const own = `${name}-${cluster.namespace}`;
    const clock = new JumpingClock();
    await cluster.platform(own, rotatingWith(key));
    await cluster.secret(name, { [key]: parent });
    const whole = new InProcessOperator(cluster, { clock });
    await whole.start();
    await cluster.connection(name, {
      platform: own,
      secretRef: { name },
      config: { url: platform.url },
    });
    await cluster.until(name, (c) => verdictOf(c) === 'True/Verified');
    for (let round = 0; round < 3; round += 1) {
      await whole.stop();
      await whole.start();
      await cluster.patch('connections', name, {
        metadata: { annotations: { 'connection-operator.dev/test-requested-at': String(round) } },
      });
      await cluster.until(
        name,
        (c) => c.status?.lastHandledTestRequest === String(round) && verdictOf(c) === 'True/Verified',
      );
    }
    expect(platform.dead()).toBe(0);

    await cluster.secret(name, { [key]: platform.grant() });
    const { metadata } = await cluster.client.get<{ metadata: { resourceVersion: string } }>(
      `/api/v1/namespaces/${cluster.namespace}/secrets/${name}`,
      { signal: AbortSignal.timeout(5000) },
    );
    await cluster.until(
      name,
      (c) =>
        c.status?.lastTest?.secret?.resourceVersion === metadata.resourceVersion && verdictOf(c) === 'True/Verified',
    );

    await whole.stop();
    expect(platform.dead()).toBe(0);
    expect(whole.log()).not.toContain('refresh-');
  },
  60_000,
);
