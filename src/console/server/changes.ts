import { apiVersion, testRequestAnnotation, type Connection } from '../../api/resources.ts';
import type { Clock, KubeClient } from '../../runtime/index.ts';
import type { Draft } from '../contract.ts';
import { Refused } from './refusals.ts';

const fieldManager = 'connection-console';

interface Named {
  namespace: string;
  name: string;
}

export function pathOf({ namespace, name }: Named): string {
  return `/apis/${apiVersion}/namespaces/${encodeURIComponent(namespace)}/connections/${encodeURIComponent(name)}`;
}

export interface Changing {
  client: KubeClient;
  clock: Clock;
  signal: AbortSignal;
}

/** Asks the operator for a test. */
export async function testNow(connection: Named, { client, clock, signal }: Changing): Promise<void> {
  const annotations = { [testRequestAnnotation]: new Date(clock.now()).toISOString() };
  await client.mergePatch(pathOf(connection), { metadata: { annotations } }, { fieldManager, signal });
}

export async function setSuspended(connection: Named, suspend: boolean, { client, signal }: Changing): Promise<void> {
  await client.mergePatch(pathOf(connection), { spec: { suspend } }, { fieldManager, signal });
}

/** Deletes a Connection, and its Secret if the person wants that. */
export async function deleteConnection(
  connection: Named,
  withSecret: boolean,
  { client, signal }: Changing,
): Promise<void> {
  const { metadata, spec } = await client.get<Connection>(pathOf(connection), { signal });
  await client.delete(pathOf(connection), { preconditions: { uid: metadata.uid }, signal });
  const secret = spec.secretRef?.name;
  if (withSecret && secret !== undefined) await client.delete(secretPath(connection.namespace, secret), { signal });
}

/**
 * Puts the keys of a draft into the Secret that the Connection names; nothing else in it is touched.
 * @throws Refused if the Connection names none
 */
export async function replaceCredential(
  { metadata, spec }: Connection,
  { secret: stringData }: Draft,
  { client, signal }: Changing,
): Promise<void> {
  const name = spec.secretRef?.name;
  if (name === undefined) throw new Refused(400, 'This Connection has no Secret.');
  await client.mergePatch(secretPath(metadata.namespace ?? '', name), { stringData }, { fieldManager, signal });
}

function secretPath(namespace: string, name: string): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets/${encodeURIComponent(name)}`;
}
