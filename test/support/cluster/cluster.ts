import { randomBytes } from 'node:crypto';
import { Writable } from 'node:stream';
import type { ConnectionCondition, ConnectionSpec } from '../../../src/api/connection.gen.ts';
import type { PlatformSpec } from '../../../src/api/platform.gen.ts';
import { apiVersion, type Connection } from '../../../src/api/resources.ts';
import { ConnectionOperator } from '../../../src/operator.ts';
import {
  createLogger,
  createRedactor,
  KubeClient,
  loadKubeConfig,
  systemClock,
  type Clock,
} from '../../../src/runtime/index.ts';
import { readSettings } from '../../../src/settings.ts';
import { expectKstatusRules } from './kstatus.ts';

const never = new AbortController().signal;

export interface Cluster {
  client: KubeClient;
  namespace: string;
  secret(name: string, values: Record<string, string>, extra?: object): Promise<void>;
  connection(name: string, spec: Partial<ConnectionSpec>, metadata?: object): Promise<Connection>;
  patch(kind: 'connections' | 'secrets' | 'platforms', name: string, body: object): Promise<void>;
  remove(kind: 'connections' | 'secrets' | 'platforms' | 'configmaps', name: string): Promise<void>;
  platform(name: string, spec: PlatformSpec): Promise<void>;
  get(name: string): Promise<Connection>;
  /** Waits until the Connection is as wanted. @throws after `limitMs` with what it was. */
  until(name: string, wanted: (connection: Connection) => boolean, limitMs?: number): Promise<Connection>;
  /** Waits until the events of a Connection have these reasons, in any order. */
  untilEvents(name: string, reasons: readonly string[]): Promise<void>;
  events(): Promise<{ reason: string; note: string; regarding: { name: string } }[]>;
}

const usesPlatform = 'scripted';

/** A Platform of the tests' own: HTTP Basic at `config.url`. */
export const scriptedPlatform: PlatformSpec = {
  title: 'Scripted',
  category: 'Business',
  config: {
    type: 'object',
    properties: { url: { type: 'string', title: 'Address', pattern: '^https?://' }, size: { type: 'integer' } },
    required: ['url'],
  },
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      secret: {
        type: 'object',
        required: ['username', 'password'],
        properties: {
          username: { type: 'string', minLength: 1 },
          password: { type: 'string', minLength: 1, writeOnly: true },
        },
      },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  hosts: ['{{config.url}}'],
  http: { test: { url: '{{config.url}}/me' }, account: { id: 'json.id', name: 'json.name' } },
};

/** A namespace of its own on the run's API server. */
export async function joinCluster(): Promise<Cluster> {
  process.env['KUBECONFIG'] = process.env['TEST_KUBECONFIG'];
  const client = new KubeClient(loadKubeConfig(), { clock: systemClock, userAgent: 'test' });
  const namespace = `test-${randomBytes(5).toString('hex')}`;
  await client.create('/api/v1/namespaces', { metadata: { name: namespace } }, { signal: never });
  const pathOf = (kind: string) =>
    kind === 'platforms'
      ? `/apis/${apiVersion}/platforms`
      : `${kind === 'connections' ? `/apis/${apiVersion}` : '/api/v1'}/namespaces/${namespace}/${kind}`;
  const get = (name: string) => client.get<Connection>(`${pathOf('connections')}/${name}`, { signal: never });
  return {
    client,
    namespace,
    get,
    async secret(name, values, extra = {}) {
      const data = Object.fromEntries(
        Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
      );
      await client.apply(
        `${pathOf('secrets')}/${name}`,
        { apiVersion: 'v1', kind: 'Secret', metadata: { name, ...extra }, data },
        { fieldManager: 'test', force: true, signal: never },
      );
    },
    connection: (name, spec, metadata = {}) =>
      client.create<Connection>(
        pathOf('connections'),
        { apiVersion, kind: 'Connection', metadata: { name, ...metadata }, spec: { platform: usesPlatform, ...spec } },
        { signal: never },
      ),
    patch: async (kind, name, body) =>
      void (await client.mergePatch(`${pathOf(kind)}/${name}`, body, { signal: never })),
    remove: async (kind, name) => void (await client.delete(`${pathOf(kind)}/${name}`, { signal: never })),
    platform: async (name, spec) =>
      void (await client.apply(
        `${pathOf('platforms')}/${name}`,
        { apiVersion, kind: 'Platform', metadata: { name }, spec },
        { fieldManager: 'test', force: true, signal: never },
      )),
    async until(name, wanted, limitMs = 20_000) {
      const end = performance.now() + limitMs;
      for (;;) {
        const connection = await get(name);
        expectKstatusRules(connection);
        if (wanted(connection)) return connection;
        if (performance.now() > end)
          throw new Error(
            `${name} is not as wanted after ${limitMs} ms: ${JSON.stringify(connection.status)}\n${recentLog()}`,
          );
      }
    },
    async untilEvents(name, reasons) {
      for (const end = performance.now() + 20_000; ;) {
        const path = `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
        const { items } = await client.list<{ reason: string; regarding: { name: string } }>(path, { signal: never });
        const found = items.filter(({ regarding }) => regarding.name === name).map(({ reason }) => reason);
        if (JSON.stringify(found.toSorted()) === JSON.stringify([...reasons].toSorted())) return;
        if (performance.now() > end) throw new Error(`the events of ${name} are ${found.join(', ')}`);
      }
    },
    async events() {
      const list = await client.list<never>(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`, { signal: never });
      return list.items;
    },
  };
}

/** What the operator started last has logged lately, for the message of a wait that was in vain. */
let recentLog: () => string = () => '';

export interface RunningOperator {
  operator: ConnectionOperator;
  /** Everything it logged. */
  log: () => string;
  stop(): Promise<void>;
}

export interface StartOptions {
  clock?: Clock;
  flags?: string[];
  kubeconfig?: string;
}

/** The whole operator, in this process, on real ports. */
export async function startOperator(
  cluster: Cluster,
  { clock = systemClock, flags = [], kubeconfig }: StartOptions = {},
): Promise<RunningOperator> {
  process.env['KUBECONFIG'] = kubeconfig ?? process.env['TEST_KUBECONFIG'];
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString('utf8'));
      done();
    },
  });
  recentLog = () => lines.slice(-20).join('');
  const redactor = createRedactor();
  const log = createLogger({ level: 'debug', redact: redactor, stream });
  const common = [
    '--namespaces',
    cluster.namespace,
    '--egress-allow',
    '127.0.0.0/8',
    '--health-port',
    '0',
    '--metrics-port',
    '0',
    '--listen',
    '127.0.0.1',
  ];
  const operator = new ConnectionOperator({
    settings: readSettings([...common, ...flags], {}),
    log,
    redactor,
    instance: 'test',
    clock,
  });
  await operator.start();
  return { operator, log: () => lines.join(''), stop: () => operator.shutdown() };
}

export function conditionOf(connection: Connection, type: string): ConnectionCondition | undefined {
  return connection.status?.conditions?.find((condition) => condition.type === type);
}

/** `True/Verified`, `False/CredentialsRejected` … of the Connected condition, for the current generation. */
export function verdictOf(connection: Connection): string {
  const connected = conditionOf(connection, 'Connected');
  const current = connected?.observedGeneration === connection.metadata.generation;
  return connected && current ? `${connected.status}/${connected.reason}` : 'none';
}
