import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import { planConnection, registry } from '../../src/connectors/index.ts';
import { ownPlatform } from '../unit/connectors/http-driver/own-platform.ts';
import { secretBytes, testNow } from '../support/test-context.ts';

/** Names that every object inherits are nothing that anybody gave, and nothing that a defect is made of. */
const inherited = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', '__proto__'];

/** As the API server sends it: a field of the object's own, `__proto__` too. */
function own<T>(name: string, value: T): Record<string, T> {
  return JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as Record<string, T>;
}

const live = [...registry.values()].filter(({ spec }) => !spec.retired);

describe.each(inherited)('%s', (name) => {
  it('as a setting is none of any platform', () => {
    const found = live.flatMap((platform) =>
      platform.spec.methods.map((method) => {
        const asked = { platform, method: method.name, config: own(name, 'x'), now: testNow };
        const { verdict } = planConnection(
          method.serviceAccount ? { ...asked, serviceAccountName: 'bot' } : { ...asked, secret: {} },
        ) as { verdict?: { problems?: { at: string }[] } };
        return (verdict?.problems ?? []).some(({ at }) => at === `spec.config.${name}`) ? 'told' : method.name;
      }),
    );

    expect(found.length).toBeGreaterThan(100);
    expect(new Set(found)).toEqual(new Set(['told']));
  });

  it('as a key of the Secret, a method or a need is none of any platform, and takes the place of nothing', () => {
    for (const platform of live) {
      const asked = { platform, config: {}, secret: secretBytes(own(name, '{"a":1}')), now: testNow };
      for (const more of [{}, { method: name }, { requires: own(name, 'x') }]) {
        expect(planConnection({ ...asked, ...more })).toHaveProperty('verdict.reason');
      }
    }
  });
});

/** A platform of somebody's own, whose fields have such names. */
const platform = ownPlatform();

describe.each(inherited.filter((name) => name !== '__proto__'))('a Platform with %s', (name) => {
  const schema = { type: 'object', properties: { url: { type: 'string' }, key: {}, [name]: { type: 'string' } } };

  it('as a setting that it requires lacks it', async () => {
    const verdict = await platform.test({ spec: { config: { ...schema, required: [name] } } });

    expect(verdict).toMatchObject({ problems: [{ at: `spec.config.${name}`, kind: 'missing' }] });
    expect(platform.seen).toEqual([]);
  });

  it('as a key that it requires lacks it', async () => {
    const verdict = await platform.test({
      method: { secret: { ...schema, required: [name] }, credential: { bearer: `{{secret.${name}}}` } },
      secret: { key: 'k' },
    });

    expect(verdict).toMatchObject({
      reason: 'SecretKeyMissing',
      problems: [expect.objectContaining({ at: `secret.${name}` })],
    });
    expect(platform.seen).toEqual([]);
  });

  it('as a file, and as a key that comes from one', async () => {
    platform.answer = ({ headers }) => [200, { id: headers.authorization }];
    const method = {
      secret: schema,
      unpack: [
        { key: name, format: 'json' as const, into: { 'config.tenant': 'a' } },
        { key: 'file', format: 'json' as const, into: { [`secret.${name}`]: 'token' } },
      ],
      credential: { headers: { 'X-Key': `{{secret.${name}}}` } },
    };

    await platform.test({ method, secret: { file: '{"token":"of-the-file"}' } });

    expect(platform.seen.map(({ headers }) => headers['x-key'])).toEqual(['of-the-file']);
  });

  it.each([`json.${name}`, `headers.${name}`, `cookies.${name}`, `json.a.${name}`])(
    'in a response takes no account from %s',
    async (id) => {
      platform.answer = () => [200, { a: {} }];

      const verdict = await platform.test({ step: { facts: { account: { id } } } });

      expect(verdict).toMatchObject({ outcome: 'inconclusive' });
    },
  );
});

describe('a proxy that answers with such names', () => {
  let proxy: Loopback;
  const answers = createServer((_request, response) => {
    response.writeHead(
      407,
      inherited.flatMap((name) => [name, 'x']),
    );
    response.end('{"constructor":1}');
  });
  answers.on('connect', (_request, socket) => {
    const headers = inherited.map((name) => `${name}: x\r\n`).join('');
    socket.end(`HTTP/1.1 407 constructor\r\n${headers}\r\n`);
  });
  beforeAll(async () => {
    proxy = await onLoopback(answers);
  });
  afterAll(() => proxy.stop());

  it.each(['http', 'https'])('for %s has failed', async (scheme) => {
    const spec: Partial<PlatformSpec> = { hosts: ['files.example'] };
    const step = { request: { url: `${scheme}://files.example/me` } };

    const verdict = await platform.test({ spec, step, context: { proxy: { address: proxy.url } } });

    expect(verdict).toMatchObject({ reason: 'ProxyFailed' });
  });
});
