import { expect } from '@jest/globals';
import type { ConnectionRequires } from '../../src/api/connection.gen.ts';
import { reasons, type Reason } from '../../src/api/reasons.ts';
import type { Stage } from '../../src/connectors/failure.ts';
import type { TestContext } from '../../src/connectors/index.ts';
import type { Expected, Kind, PlatformCase, Started } from '../platforms/case.ts';
import { marker, startFakePlatform, type Answer, type FakeReply, type FakeRoute, type Front } from './fake-platform.ts';
import type { TlsFault } from './fake-tls.ts';

/** A method of an HTTP platform with a good credential, and the platform that takes it. */
export interface FakedMethod {
  method: string;
  routes: Readonly<Record<string, FakeRoute>>;
  config?: Record<string, unknown>;
  secret: Record<string, string>;
  /** Token of the service account, for a method that signs in with one. */
  identityToken?: string;
  /** Who signs in request by request, or a connection: the routes then see only those who have. */
  front?: Front;
  /** The credential goes in the address, as the vendor has it, so addresses are not held clean of it. */
  inAddress?: boolean;
  /** Secrets that are no value of a key: parts of a file, tokens that the platform makes. */
  canaries?: readonly string[];
  /** Without TLS. */
  plain?: boolean;
  /** What a request without a credential gets, at whatever route. */
  strangers?: FakeReply;
  /** Routes at which it gets that; default all. */
  strangersAt?: readonly string[];
  /**
   * Routes of a sign-in that the platform accepts, if there is one before the test. What another route answers then comes
   * after acceptance: it fails at Authorized, whatever stage the row has for methods without a sign-in.
   */
  signIn?: readonly string[];
  /** What must hold after every case; `logins` are those at the front. */
  always?(hits: Readonly<Record<string, number>>): void;
}

/** What differs from the good case, and what must come of it. */
export interface Row {
  kind?: Kind;
  name: string;
  config?: Record<string, unknown>;
  secret?: Record<string, string>;
  /** Keys of the Secret, and settings, that are left out. */
  without?: readonly string[];
  requires?: ConnectionRequires;
  /** Another token of the service account; none where it is empty. */
  identityToken?: string;
  replies?: Readonly<Record<string, Answer | readonly Answer[]>>;
  fault?: TlsFault;
  context?: Partial<TestContext>;
  timeoutMs?: number;
  /** What the front must have said to each credential, in order. */
  logins?: readonly string[];
  /** How often each route must have been asked. */
  hits?: Readonly<Record<string, number>>;
  /** The plan itself must be refused. */
  offline?: boolean;
  expect: Reason | Expected;
}

export function methodCases(faked: FakedMethod, rows: readonly Row[]): PlatformCase[] {
  return rows.map((row) => {
    const {
      kind = 'reply table',
      name,
      requires,
      timeoutMs,
      offline = kind === 'malformed secret',
      expect: wanted,
    } = row;
    return {
      kind,
      name,
      method: faked.method,
      config: left({ ...faked.config, ...row.config }, row.without),
      secret: left({ ...faked.secret, ...row.secret }, row.without),
      canaries: faked.canaries ?? [],
      ...((row.identityToken ?? faked.identityToken)
        ? { identityToken: row.identityToken ?? faked.identityToken }
        : {}),
      ...(requires === undefined ? {} : { requires }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(offline ? {} : { start: () => start(faked, row) }),
      expect: { ...(typeof wanted === 'string' ? { reason: wanted } : wanted), ...laterStage(faked, row) },
    };
  });
}

/** The stage of a row that changes nothing but what comes after an accepted sign-in, or after the answer to a stranger. */
function laterStage({ signIn, strangers }: FakedMethod, { replies, expect: wanted }: Row): { stage?: Stage } {
  const expected: Expected = typeof wanted === 'string' ? { reason: wanted } : wanted;
  const { reason } = expected;
  if (!replies || reason === 'Verified') return {};
  if (strangers && (expected.stage ?? reasons[reason].stage) === 'Reached') return { stage: 'Authenticated' };
  if (!signIn) return {};
  return Object.keys(replies).some((route) => signIn.includes(route)) ? {} : { stage: 'Authorized' };
}

async function start(
  { routes, inAddress = false, plain, front, strangers, strangersAt, always }: FakedMethod,
  { replies, fault, context, hits = {}, logins }: Row,
): Promise<Started> {
  const platform = await startFakePlatform({ routes, replies, fault, plain, front, strangers, strangersAt });
  return {
    context: { ...platform.context, ...context },
    violations: () => platform.violations,
    ...(inAddress ? {} : { urls: () => platform.urls }),
    canaries: () => [marker],
    check() {
      const never = Object.fromEntries(Object.keys(routes).map((name) => [name, 0]));
      const counted = { ...never, ...platform.hits, logins: platform.logins.length };
      expect(counted).toMatchObject(hits);
      if (logins) expect(platform.logins).toEqual(logins);
      always?.(counted);
    },
    stop: platform.stop,
  };
}

function left<T>(values: Record<string, T>, without: readonly string[] = []): Record<string, T> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !without.includes(name)));
}

/** A row in short: its name, what the platform answers, the reason that must come of it, how many causes are named. */
export type Said = readonly [
  name: string,
  reply: Answer | readonly Answer[],
  expected: Reason | Expected,
  causes?: number,
];

export function saying(route: string, table: readonly Said[]): Row[] {
  return table.map(([name, reply, expected, causes]) => ({
    name,
    replies: { [route]: reply },
    expect: {
      ...(typeof expected === 'string' ? { reason: expected } : expected),
      ...(causes === undefined ? {} : { causes }),
    },
  }));
}

const page = (body: string): Answer => ({
  type: 'text/html',
  text: `<!DOCTYPE html><html><body>${body} ${marker}</body></html>`,
});
const dialled = (address: string): Partial<TestContext> => ({ resolve: () => Promise.resolve([{ address, port: 1 }]) });

/**
 * What holds for every HTTP platform, at the route that tells who we are.
 * @param differs - rows whose outcome the platform's own table changes; null leaves one out
 * @param before - replies that come before the one in question
 */
export function generalRows(
  route: string,
  differs: Readonly<Record<string, Reason | Expected | null>> = {},
  before: readonly Answer[] = [],
): Row[] {
  const replying = (answer: Answer) => ({ replies: { [route]: [...before, answer] } });
  const at = (stage: Stage, reason: Reason): Expected => ({ reason, stage });
  const rows: Row[] = [
    { kind: 'timed out', name: 'no answer', ...replying('never'), timeoutMs: 1500, expect: 'TimedOut' },
    {
      kind: 'unexpected reply',
      name: 'web page',
      ...replying(page('<h1>Welcome</h1>')),
      expect: at('Reached', 'UnexpectedReply'),
    },
    {
      kind: 'unexpected reply',
      name: 'sign-in page',
      ...replying(page('<input type="password">')),
      expect: 'InteractionRequired',
    },
    { kind: 'unexpected reply', name: 'empty body', ...replying({ status: 200 }), expect: 'UnexpectedReply' },
    {
      kind: 'unexpected reply',
      name: 'other JSON',
      ...replying({ json: { hello: 'world' } }),
      expect: 'UnexpectedReply',
    },
    {
      kind: 'unexpected reply',
      name: 'cut JSON',
      ...replying({ type: 'application/json', text: '{"ok": tr' }),
      expect: 'UnexpectedReply',
    },
    { kind: 'unexpected reply', name: 'teapot', ...replying({ status: 418 }), expect: 'UnexpectedReply' },
    {
      kind: 'unexpected reply',
      name: 'more than 64 KiB',
      ...replying({ json: { fill: 'x'.repeat(70_000) } }),
      expect: at('Reached', 'UnexpectedReply'),
    },
    { name: 'connection cut', ...replying('reset'), expect: 'ServiceUnavailable' },
    { name: '404', ...replying({ status: 404 }), expect: at('Authenticated', 'TargetNotFound') },
    { name: '408', ...replying({ status: 408 }), expect: 'ServiceUnavailable' },
    { name: '429', ...replying({ status: 429 }), expect: 'RateLimited' },
    {
      name: '429 with Retry-After',
      ...replying({ status: 429, headers: { 'retry-after': '30' } }),
      expect: { reason: 'RateLimited', retryAfterMs: 30_000 },
    },
    {
      name: '503 with Retry-After',
      ...replying({ status: 503, headers: { 'retry-after': '120' } }),
      expect: { reason: 'RateLimited', retryAfterMs: 120_000 },
    },
    ...[500, 502, 503, 504].map((status): Row => ({
      name: String(status),
      ...replying({ status }),
      expect: 'ServiceUnavailable',
    })),
    {
      name: 'redirect to another host',
      ...replying({ status: 302, headers: { location: 'https://collector.example.org/' } }),
      expect: at('Authenticated', 'EgressDenied'),
    },
    {
      name: 'redirect to a sign-in page',
      ...replying({ status: 302, headers: { location: '/login' } }),
      expect: 'InteractionRequired',
    },
    {
      name: 'name without address',
      context: { resolve: () => Promise.reject(new Error('ENOTFOUND')) },
      expect: 'NameNotResolved',
    },
    { name: 'nobody listens', context: dialled('127.0.0.1'), expect: 'ConnectionRefused' },
    {
      name: 'address of the metadata service',
      context: dialled('169.254.169.254'),
      expect: at('Reached', 'EgressDenied'),
    },
    { name: 'certificate of an unknown CA', fault: 'unknown CA', hits: {}, expect: 'CertificateUntrusted' },
    { name: 'certificate for another name', fault: 'wrong name', expect: 'CertificateUntrusted' },
    { name: 'expired certificate', fault: 'expired certificate', expect: 'CertificateExpired' },
  ];
  return rows.flatMap((row) => {
    const other = differs[row.name];
    return other === null ? [] : [other === undefined ? row : { ...row, expect: other }];
  });
}
