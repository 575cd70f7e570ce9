import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import { apiVersion, type Connection } from '../../../src/api/resources.ts';
import { registry, type Platform, type TestContext, type Verdict } from '../../../src/connectors/index.ts';
import { ConnectionReconciler, type ConnectionReconcilerOptions } from '../../../src/reconcilers/connection.ts';
import { AttemptsKeeper } from '../../../src/attempts-keeper.ts';
import { Ledger } from '../../../src/reconcilers/lockout.ts';
import { nextStatus, type StatusUpdate } from '../../../src/reconcilers/status.ts';
import { ApiError, KeyedQueue, sleep, type KubeClient, type Logger } from '../../../src/runtime/index.ts';
import { FakeClock } from '../fake-clock.ts';

export const minute = 60_000;
export const hour = 60 * minute;

/** What a platform answers to a credential that was sent. */
export type Answered = Partial<Verdict> & { reason?: string };

interface Stored {
  metadata: { name: string; namespace: string; uid: string; resourceVersion: string; labels?: Record<string, string> };
  data: Record<string, string>;
  type?: string;
  immutable?: boolean;
}

/** A cluster and a platform that counts sign-ins, on a clock that is driven; the road between them is the operator's own. */
export class Day {
  readonly clock = new FakeClock();
  readonly begin = this.clock.now();
  /** Each sign-in: when, and with which password. */
  readonly sent: { at: number; password: string }[] = [];
  answer: Answered = { outcome: 'failed', reason: 'CredentialsRejected' };
  /** How long the platform takes. */
  latencyMs = 0;
  /** Whether a proxy that asks who comes takes the password that it is shown. */
  takesAtProxy = (password: string): boolean => password !== '';
  /** Each password that such a proxy was shown, and when. */
  readonly shown: { at: number; password: string }[] = [];
  title = 'Box';
  /** What an edit of the Platform has put in place of what was there. */
  platformSpec: Partial<Platform['spec']> = {};
  /** Whether the API server takes no status. */
  isStatusLost = false;
  /** Whether each process is killed when it writes what a test found out. */
  losesResults = false;
  /** Whether a process knows what earlier ones recorded. */
  isKeyKept = false;
  readonly connections = new Map<string, Connection>();
  readonly objects = new Map<string, Stored>();
  operators: Operator[] = [];
  #versions = 0;

  constructor() {
    this.start();
  }

  /** One more operator. */
  start(): void {
    this.operators.push(operatorOf(this));
  }

  /** Kills all operators: what they have in hand is lost. Then one starts. */
  restart(): void {
    for (const { abort } of this.operators) abort.abort(new Error('killed'));
    this.operators = [operatorOf(this)];
    this.told();
  }

  version(): string {
    return String((this.#versions += 1));
  }

  secret(name: string, password: string, namespace = 'team'): void {
    this.values(name, { username: 'u', password }, namespace);
  }

  /** A Secret of any keys. */
  values(name: string, values: Record<string, string>, namespace = 'team'): void {
    const data = Object.entries(values).map(([key, value]) => [key, encoded(value)]);
    this.#put('Secret', { name, namespace }, Object.fromEntries(data) as Record<string, string>);
  }

  /** A proxy's address, as a Secret or a ConfigMap holds it. */
  proxy(kind: 'Secret' | 'ConfigMap', name: string): void {
    const address = 'http://proxy.example:3128';
    this.#put(kind, { name, namespace: 'team' }, { address: kind === 'Secret' ? encoded(address) : address });
  }

  /** A proxy that asks who comes. */
  proxyLogin(name: string, password: string, namespace = 'team'): void {
    this.values(name, { address: 'http://proxy.example:3128', username: 'site', password }, namespace);
  }

  config(name: string, certificate = '', namespace = 'team'): void {
    this.#put('ConfigMap', { name, namespace }, { 'ca.crt': certificate });
  }

  /** @param stamp - what of it becomes another one, beside its version */
  touch(kind: string, name: string, stamp: object = {}, namespace = 'team'): void {
    const stored = this.objects.get(`${kind} ${namespace}/${name}`)!;
    this.#put(kind, stored.metadata, stored.data, stamp);
  }

  connect(name: string, spec: Partial<Connection['spec']> = {}, namespace = 'team'): void {
    const uid = `${name}-${this.version()}`;
    const metadata = { name, namespace, uid, resourceVersion: this.version(), generation: 1 };
    const whole = {
      platform: 'webdav',
      config: { url: 'https://dav.example.com/' },
      secretRef: { name: 's' },
      ...spec,
    };
    this.connections.set(`${namespace}/${name}`, {
      apiVersion,
      kind: 'Connection',
      metadata,
      spec: whole,
    });
    this.told(`${namespace}/${name}`);
  }

  edit(name: string, spec: Partial<Connection['spec']>, namespace = 'team'): void {
    const key = `${namespace}/${name}`;
    const one = this.connections.get(key)!;
    const metadata = {
      ...one.metadata,
      generation: (one.metadata.generation ?? 0) + 1,
      resourceVersion: this.version(),
    };
    this.connections.set(key, { ...one, metadata, spec: { ...one.spec, ...spec } });
    this.told(key);
  }

  request(name: string, value: string): void {
    const one = this.connections.get(`team/${name}`)!;
    const annotations = { 'connection-operator.dev/test-requested-at': value };
    this.connections.set(`team/${name}`, { ...one, metadata: { ...one.metadata, annotations } });
    this.told(`team/${name}`);
  }

  remove(name: string): void {
    this.connections.delete(`team/${name}`);
    this.told(`team/${name}`);
  }

  status(name: string, namespace = 'team'): ConnectionStatus | undefined {
    return this.connections.get(`${namespace}/${name}`)?.status;
  }

  /** Tells the operators of a Connection, or of all. */
  told(key?: string): void {
    for (const one of key === undefined ? this.connections.keys() : [key])
      for (const { reconciler, queue } of this.operators) {
        reconciler.noticed(one);
        queue.add(one);
      }
  }

  /** Does something at each interval, for so long. */
  async every(ms: number, forMs: number, work: (turn: number) => void): Promise<void> {
    for (let turn = 0; turn * ms < forMs; turn += 1) {
      work(turn);
      await this.clock.advance(ms);
    }
  }

  /** The most sign-ins in any window. */
  most(windowMs: number, password?: string): number {
    const times = this.sent.filter((one) => password === undefined || one.password === password).map(({ at }) => at);
    return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length));
  }

  #put(
    kind: string,
    { name, namespace }: { name: string; namespace: string },
    data: Record<string, string>,
    { metadata, ...stamp }: { metadata?: object } = {},
  ): void {
    const key = `${kind} ${namespace}/${name}`;
    const uid = this.objects.get(key)?.metadata.uid ?? `${kind}-${this.version()}`;
    const named = { ...metadata, name, namespace, uid, resourceVersion: this.version() };
    this.objects.set(key, { metadata: named, data, ...stamp });
    this.told();
  }
}

export interface Operator {
  reconciler: ConnectionReconciler;
  queue: KeyedQueue;
  abort: AbortController;
}

function operatorOf(day: Day): Operator {
  const abort = new AbortController();
  const { clock } = day;
  const reconciler = new ConnectionReconciler({
    ...surroundings(day, abort),
    again: (key: string) => queue.add(key),
  } as unknown as ConnectionReconcilerOptions);
  const begun = reconciler.begin(abort.signal);
  const queue: KeyedQueue = new KeyedQueue({
    concurrency: 20,
    work: async (key, signal) => {
      await begun;
      if (abort.signal.aborted) return;
      const delay = await reconciler.reconcile(key, AbortSignal.any([signal, abort.signal]));
      if (delay !== undefined && !abort.signal.aborted) queue.schedule(key, delay);
    },
    backoff: { baseMs: 1000, maxMs: 60_000, jitter: 0.2 },
    clock,
    onError: () => {},
  });
  return { reconciler, queue, abort };
}

function surroundings(day: Day, abort: AbortController): object {
  const { clock } = day;
  const ledger = new Ledger();
  return {
    clock,
    cache: {
      connection: (key: string) => day.connections.get(key),
      metadata: (kind: string, key: string) => day.objects.get(`${kind} ${key}`)?.metadata,
      platform: (name: string) => ({ platform: editedPlatform(name, day), version: versionOf(day) }),
    },
    client: { get: async (path: string) => read(day, path) },
    tokens: {},
    redactor: { add: () => () => {} },
    log: { info() {}, warn() {}, error() {} },
    pace: { planned: () => true, ended: () => {} },
    onTested: () => {},
    resolveFor: () => async () => [],
    ledger,
    attempts: keeperOf(day, ledger),
    writer: writerOf(day, abort),
    test: async (plan: { secret: Record<string, string> }, context: TestContext) => {
      const stopped = await atProxy(day, context);
      if (stopped) return stopped;
      context.onSent?.();
      day.sent.push({ at: clock.now(), password: plan.secret['password'] ?? JSON.stringify(plan.secret) });
      if (day.latencyMs > 0) await sleep(day.latencyMs, clock, context.signal);
      const credential = day.answer.outcome === 'connected' ? 'Accepted' : 'NotAccepted';
      return { credential, checks: [], access: {}, account: {}, ...day.answer };
    },
  };
}

/** What the test comes to where the proxy refuses whoever comes. */
async function atProxy(day: Day, { proxy, onProxyRefused, signal }: TestContext): Promise<object | undefined> {
  if (proxy?.username === undefined) return undefined;
  const { password = '' } = proxy;
  day.shown.push({ at: day.clock.now(), password });
  if (day.latencyMs > 0) await sleep(day.latencyMs, day.clock, signal);
  if (day.takesAtProxy(password)) return undefined;
  onProxyRefused?.();
  return { outcome: 'inconclusive', reason: 'ProxyFailed', credential: 'NotSent', checks: [] };
}

const keySecret = { metadata: {}, data: { key: Buffer.alloc(32, 'k').toString('base64') } };

function keeperOf(day: Day, ledger: Ledger): AttemptsKeeper {
  return new AttemptsKeeper({
    settings: { attemptsKeySecret: day.isKeyKept ? 'attempts' : undefined, lease: { name: '', namespace: 'ops' } },
    fenced: { get: async () => keySecret } as unknown as KubeClient,
    clock: day.clock,
    log: {} as Logger,
    watches: { connections: () => day.connections.values() as Generator<Connection> },
    ledger,
  });
}

function editedPlatform(name: string, { title, platformSpec }: Day): Platform {
  const platform = registry.get(name)!;
  const titled = title === 'Box' ? {} : { title };
  return { ...platform, spec: { ...platform.spec, ...titled, ...platformSpec } };
}

function versionOf({ title, platformSpec }: Day): string {
  return JSON.stringify([title, platformSpec]);
}

function read(day: Day, path: string): Stored {
  const [, namespace, plural, name] = /namespaces\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const stored = day.objects.get(`${plural === 'secrets' ? 'Secret' : 'ConfigMap'} ${namespace}/${name}`);
  if (!stored) throw new ApiError({ method: 'GET', path }, { code: 404, message: 'not found' } as never);
  return stored;
}

function writerOf(day: Day, abort: AbortController): object {
  return {
    tell: async () => {},
    restore: async () => undefined,
    write: async (connection: Connection, update: StatusUpdate) => {
      const { namespace, name, uid } = connection.metadata;
      const key = `${namespace}/${name}`;
      const stored = day.connections.get(key);
      if (day.losesResults && update.kind === 'result') abort.abort(new Error('killed'));
      if (abort.signal.aborted || day.isStatusLost) throw new Error('no status');
      const status = nextStatus(connection, update, day.clock.now());
      if (stored?.metadata.uid === uid) day.connections.set(key, { ...stored, status });
      return status;
    },
  };
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64');
}
