import type { KubeClient } from '../src/runtime/index.ts';
import { badPassword, goodPassword, platformManifest } from './platform.ts';

const namespaces = 10;
const parallel = 32;
const apis = '/apis/connection-operator.dev/v1alpha1';

export interface Target {
  client: KubeClient;
  signal: AbortSignal;
}

/** One Connection of the load, and what has to come of it. */
export interface Entry {
  key: string;
  namespace: string;
  name: string;
  good: boolean;
}

/** Every tenth has a wrong password. */
export function entriesOf(count: number): Entry[] {
  return Array.from({ length: count }, (_, index) => {
    const namespace = `bench-${index % namespaces}`;
    const name = `c-${String(index).padStart(5, '0')}`;
    return { key: `${namespace}/${name}`, namespace, name, good: index % 10 !== 9 };
  });
}

export async function createLoad(entries: Entry[], url: string, target: Target): Promise<void> {
  const { client, signal } = target;
  await client.create(`${apis}/platforms`, platformManifest, { signal });
  const names = [...new Set(entries.map(({ namespace }) => namespace))];
  await inParallel(names, (name) => client.create('/api/v1/namespaces', { metadata: { name } }, { signal }));
  await inParallel(entries, async (entry) => {
    const { namespace, name } = entry;
    const secret = { metadata: { name }, stringData: { username: name, password: passwordOf(entry) } };
    await client.create(`/api/v1/namespaces/${namespace}/secrets`, secret, { signal });
    const spec = { platform: 'bench', secretRef: { name }, config: { url } };
    const connection = { apiVersion: 'connection-operator.dev/v1alpha1', kind: 'Connection', metadata: { name }, spec };
    await client.create(`${apis}/namespaces/${namespace}/connections`, connection, { signal });
  });
}

/** Secrets that no Connection names, in ten namespaces. */
export async function createUnrelatedSecrets(count: number, { client, signal }: Target): Promise<void> {
  const namespaceOf = (index: number): string => `others-${index % namespaces}`;
  const names = Array.from({ length: Math.min(count, namespaces) }, (_, index) => namespaceOf(index));
  await inParallel(names, (name) => client.create('/api/v1/namespaces', { metadata: { name } }, { signal }));
  await inParallel([...Array(count).keys()], (index) => {
    const secret = { metadata: { name: `s-${index}` }, stringData: { token: `unrelated-${index}` } };
    return client.create(`/api/v1/namespaces/${namespaceOf(index)}/secrets`, secret, { signal });
  });
}

/** Writes the password that belongs to `entry.good` into its Secret. */
export async function editSecret(entry: Entry, { client, signal }: Target): Promise<void> {
  const path = `/api/v1/namespaces/${entry.namespace}/secrets/${entry.name}`;
  const password = Buffer.from(passwordOf(entry)).toString('base64');
  await client.mergePatch(path, { data: { password } }, { signal });
}

function passwordOf({ good }: Entry): string {
  return good ? goodPassword : badPassword;
}

async function inParallel<T>(items: T[], work: (item: T) => Promise<unknown>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: parallel }, worker));
}
