import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionCondition, ConnectionSpec } from '../../../src/api/connection.gen.ts';
import type { PlatformSpec } from '../../../src/api/platform.gen.ts';
import { apiVersion, type Connection } from '../../../src/api/resources.ts';
import { KubeClient, loadKubeConfig, systemClock } from '../../../src/runtime/index.ts';
import { recentLog } from './in-process-operator.ts';
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
/** Asked without a pause, the API server would have no time for the operator. */
const askEveryMs = 10;

/** A namespace of its own on the run's API server. */
export async function joinCluster(namespace = `test-${randomBytes(5).toString('hex')}`): Promise<Cluster> {
  process.env['KUBECONFIG'] = process.env['TEST_KUBECONFIG'];
  const client = new KubeClient(loadKubeConfig(), { clock: systemClock, userAgent: 'test' });
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
    async until(name, wanted, limitMs = 60_000) {
      const end = performance.now() + limitMs;
      for (;;) {
        const connection = await get(name);
        expectKstatusRules(connection);
        if (wanted(connection)) return connection;
        if (performance.now() > end)
          throw new Error(
            `${name} is not as wanted after ${limitMs} ms: ${JSON.stringify(connection.status)}\n${recentLog()}`,
          );
        await delay(askEveryMs);
      }
    },
    async untilEvents(name, reasons) {
      for (const end = performance.now() + 60_000; ; await delay(askEveryMs)) {
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

export function conditionOf(connection: Connection, type: string): ConnectionCondition | undefined {
  return connection.status?.conditions?.find((condition) => condition.type === type);
}

/** `True/Verified`, `False/CredentialsRejected` … of the Connected condition, for the current generation. */
export function verdictOf(connection: Connection): string {
  const connected = conditionOf(connection, 'Connected');
  const current = connected?.observedGeneration === connection.metadata.generation;
  return connected && current ? `${connected.status}/${connected.reason}` : 'none';
}
