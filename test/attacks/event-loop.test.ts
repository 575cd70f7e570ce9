import { setImmediate as turn } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { planConnection, registry, validatePlatform, type Platform } from '../../src/connectors/index.ts';
import { displayNameOf } from '../../src/reconcilers/display-name.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { strainOf } from '../support/strain.ts';
import { testNow } from '../support/test-context.ts';

/*
 * The objects that stopped the operator once, through the planning of their test and the name that they are shown by. Hard texts at every setting, key and response position of every platform are in
 * test/unit/connectors/hard-strings.test.ts and test/unit/connectors/hard-replies.test.ts.
 */

/** What nobody may be kept waiting for longer; of the thread, so that a busy machine has no part in it. */
const limitMs = 50;
/** Of one object after another, as a tenant creates them. */
const copies = 10;

interface Attack {
  platform?: string | Platform;
  config?: Record<string, unknown>;
  secret?: Record<string, Uint8Array>;
}

const slashes = `${'/'.repeat(200_000)}a`;
const many = <T>(count: number, value: T) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, value]));
const nested = (open: string, close: string) => JSON.parse(`${open.repeat(5000)}1${close.repeat(5000)}`) as unknown;

/** A Platform of a tenant, with a pattern that goes back for ever. */
const backtracking: Platform = {
  name: 'backtracking',
  spec: {
    ...scriptedPlatform,
    config: { type: 'object', properties: { url: { type: 'string', pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' } } },
  },
};

const attacks: Record<string, Attack> = {
  'config.url of 200,000 slashes and a letter': { platform: 'webdav', config: { url: slashes } },
  'config.url of 60,000 slashes and a letter, which the gate lets in': {
    platform: 'webdav',
    config: { url: `https://h${slashes.slice(-60_000)}` },
  },
  'hostKeys of 200,000 numbers': { platform: 'sftp', config: { host: 'h', hostKeys: Array(200_000).fill(1) } },
  'hostKeys of 990 numbers, which the gate lets in': {
    platform: 'sftp',
    config: { host: 'h', hostKeys: Array(990).fill(1) },
  },
  '75,000 unknown keys of a Secret, which etcd takes': {
    platform: 'sftp',
    config: { host: 'h' },
    secret: many(75_000, Buffer.from('x')),
  },
  '990 unknown settings': { platform: 'sftp', config: many(990, 1) },
  '40,000 unknown settings': { platform: 'sftp', config: many(40_000, 1) },
  'lists within lists': { platform: 'sftp', config: { host: 'h', hostKeys: nested('[', ']') } },
  'objects within objects': { platform: 'sftp', config: { host: 'h', hostKeys: nested('{"a":', '}') } },
  'a key of line breaks': {
    platform: 'webdav',
    config: { url: 'https://h' },
    secret: { username: Buffer.from('u'), password: Buffer.from('\n'.repeat(1e6)) },
  },
  'a key of line breaks and a letter': {
    platform: 'webdav',
    config: { url: 'https://h' },
    secret: { username: Buffer.from('u'), password: Buffer.from(`${'\n'.repeat(65_000)}a`) },
  },
  'a pattern that goes back': { platform: backtracking, config: { url: `${'a'.repeat(60_000)}!` } },
  'a host that is shown in the name': { platform: 'sftp', config: { host: `${'@'.repeat(60_000)}/` } },
};

function prepare({ platform: named = 'sftp', config, secret = {} }: Attack): string {
  const platform = typeof named === 'string' ? registry.get(named)! : named;
  const spec = { platform: platform.name, ...(config && { config }) };
  const planned = planConnection({ ...spec, platform, uid: 'uid', secret, now: testNow });
  displayNameOf({ spec } as Connection, platform.spec.title, undefined);
  return 'verdict' in planned ? planned.verdict.reason : 'planned';
}

/** Where it is much, the less of some: the collection of garbage may be in it. */
async function pauseOf(attack: Attack): Promise<{ pauseMs: number; found: string }> {
  let best = { pauseMs: Infinity, found: '' };
  for (let attempt = 0; attempt < 3 && best.pauseMs > limitMs / 2; attempt += 1) {
    const { pauseMs, result } = await strainOf(async () => {
      let found = '';
      for (let copy = 0; copy < copies; copy += 1) {
        found = prepare(attack);
        // So that the timer has its turn between two of them.
        await turn();
      }
      return found;
    });
    if (pauseMs < best.pauseMs) best = { pauseMs, found: result };
  }
  return best;
}

beforeAll(() => {
  // Schemas are compiled at their first use.
  for (const platform of ['webdav', 'sftp', backtracking]) prepare({ platform });
});

it.each(Object.entries(attacks))('%s keeps nobody waiting', async (name, attack) => {
  const { pauseMs, found } = await pauseOf(attack);

  process.stderr.write(`${name}: ${pauseMs.toFixed(1)} ms, ${found}\n`);
  expect(found).toMatch(/^(InvalidConfiguration|InvalidCredentials|\w*Secret\w*|planned)$/);
  expect(pauseMs).toBeLessThan(limitMs);
});

it('a Platform with such a pattern is no reason to refuse it', () => {
  expect(validatePlatform(backtracking.spec)).toEqual([]);
});
