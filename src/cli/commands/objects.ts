import { apiVersion, testRequestAnnotation, type Connection } from '../../api/resources.ts';
import { clusterOf, type Cluster, type ClusterFlags } from '../cluster.ts';
import { connectionNamed, connectionsPath } from '../connections.ts';
import { BadInput, exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { ownName } from '../own-name.ts';
import { statusText } from '../status-text.ts';

export interface ObjectFlags extends ClusterFlags {
  output?: string;
  allNamespaces?: boolean;
}

/** With the cluster of the flags, which is let go afterwards. */
export async function within(flags: ClusterFlags, work: (cluster: Cluster) => Promise<number>): Promise<number> {
  const cluster = await clusterOf(flags);
  try {
    return await work(cluster);
  } finally {
    await cluster.close();
  }
}

/** `connection status [NAME]`: what the operator has found out. */
export function status(name: string | undefined, flags: ObjectFlags, io: Io): Promise<number> {
  if (name !== undefined && flags.allNamespaces)
    throw new BadInput('a name is in one namespace: take -n, or leave it out');
  return within(flags, async ({ client, namespace }) => {
    const { signal } = io;
    const all = flags.allNamespaces ? `/apis/${apiVersion}/connections` : connectionsPath(namespace);
    const items =
      name === undefined
        ? (await client.get<{ items: Connection[] }>(all, { signal })).items
        : [await connectionNamed(name, { client, namespace, signal })];
    io.stdout.write(statusText(items, { ...flags, isList: name === undefined, namespace, name: ownName(io) }));
    return exit.connected;
  });
}

/** `connection test-now`, `suspend` and `resume`: one change of each object, by the rights of the person. */
export function change(what: Change, names: readonly string[], flags: ClusterFlags, io: Io): Promise<number> {
  return within(flags, async ({ client, namespace }) => {
    const { signal } = io;
    const found = await Promise.all(names.map((name) => connectionNamed(name, { client, namespace, signal })));
    // Before the first is changed: what is wrong input changes nothing.
    if (what === 'test-now') refuseSuspended(found);
    for (const { metadata, spec } of found) {
      const isSo = what !== 'test-now' && (spec.suspend === true) === (what === 'suspend');
      const options = { signal, fieldManager: 'connection-cli' };
      if (!isSo) await client.mergePatch(connectionsPath(namespace, metadata.name), patches[what](), options);
      io.stdout.write(`connection/${metadata.name} ${done[what]}${isSo ? ' (no change)' : ''}\n`);
    }
    return exit.connected;
  });
}

export type Change = keyof typeof patches;

const patches = {
  'test-now': () => ({ metadata: { annotations: { [testRequestAnnotation]: new Date().toISOString() } } }),
  suspend: () => ({ spec: { suspend: true } }),
  resume: () => ({ spec: { suspend: false } }),
};

const done: Readonly<Record<Change, string>> = {
  'test-now': 'test requested',
  suspend: 'suspended',
  resume: 'resumed',
};

/** @throws BadInput: nobody would answer */
function refuseSuspended(found: readonly Connection[]): void {
  const names = found.filter(({ spec }) => spec.suspend).map(({ metadata }) => metadata.name);
  if (names.length === 0) return;
  const isOne = names.length === 1;
  throw new BadInput(
    `${names.join(', ')} ${isOne ? 'is' : 'are'} suspended and not tested: \`connection resume ${names.join(' ')}\` has ${isOne ? 'it' : 'them'} tested again`,
  );
}
