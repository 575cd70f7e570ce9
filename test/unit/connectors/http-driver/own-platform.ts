import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { ConnectionRequires } from '../../../../src/api/connection.gen.ts';
import type { PlatformMethod, PlatformRequestStep, PlatformSpec } from '../../../../src/api/platform.gen.ts';
import type { TestContext, Verdict } from '../../../../src/connectors/index.ts';
import { onLoopback, type Loopback } from '../../../../dev/loopback.ts';
import { planAndTest } from '../../../support/plan-and-test.ts';
import { testContext, testNow } from '../../../support/test-context.ts';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Reply = [status: number, body: object | string, headers?: Record<string, string>];

interface Tested {
  /** Default: the key as a bearer token. */
  method?: Partial<PlatformMethod>;
  /** Laid over the first step of the test, which asks `/me` for `id` and `name`. */
  step?: Partial<PlatformRequestStep>;
  spec?: Partial<PlatformSpec>;
  config?: Record<string, unknown>;
  context?: Partial<TestContext>;
  secret?: Record<string, string>;
  requires?: ConnectionRequires;
}

interface OwnPlatform {
  /** What it answers; a test sets it. */
  answer: (request: Seen) => Reply;
  /** Stands in place of `answer`. */
  front: RequestListener | undefined;
  /** Requests of this test, in order. */
  seen: Seen[];
  /** `GET /me` … of each of them. */
  paths(): string[];
  /** Tests a connection to it. */
  test(tested: Tested): Promise<Verdict>;
}

const bearer: Partial<PlatformMethod> = { credential: { bearer: '{{secret.key}}' } };

/** A platform of a user's own, on loopback, for the tests of a file. */
export function ownPlatform(): OwnPlatform {
  let running: Loopback;
  const server = createServer((request, response) => {
    if (platform.front) return platform.front(request, response);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body };
      platform.seen.push(one);
      const [status, content, headers] = platform.answer(one);
      response.writeHead(status, {
        'content-type': 'application/json',
        date: new Date(testNow).toUTCString(),
        ...headers,
      });
      response.end(typeof content === 'string' ? content : JSON.stringify(content));
    });
  });
  const platform: OwnPlatform = {
    answer: () => [200, {}],
    front: undefined,
    seen: [],
    paths: () => platform.seen.map(({ method, url: path }) => `${method} ${path}`),
    test({ method, step, spec: more, secret = { user: 'u', key: 'k' }, requires, config, context }) {
      const spec: PlatformSpec = {
        title: 'T',
        category: 'Business',
        config: { properties: { url: { type: 'string' }, tenant: { type: 'string' } } },
        methods: [{ name: 'm', title: 'M', secret: { properties: { user: {}, key: {} } }, ...(method ?? bearer) }],
        hosts: ['{{config.url}}'],
        test: [
          {
            request: { url: '{{config.url}}/me' },
            facts: { account: { id: 'json.id', name: 'json.name' } },
            ...step,
          },
        ],
        ...more,
      };
      return planAndTest(
        { platform: { name: 't', spec }, config: { url: running.url, ...config }, secret, requires },
        testContext(context),
      );
    },
  };
  beforeAll(async () => {
    running = await onLoopback(server);
  });
  beforeEach(() => {
    platform.seen = [];
  });
  afterAll(() => running.stop());
  return platform;
}
