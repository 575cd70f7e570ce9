import { apiVersion, testRequestAnnotation, type Connection } from '../../api/resources.ts';
import { visible } from '../../api/visible.ts';
import { ApiError, sleep, systemClock } from '../../runtime/index.ts';
import { clusterOf, type Cluster, type ClusterFlags } from '../cluster.ts';
import { BadInput, exit } from '../exit.ts';
import { jsonText, table, yamlText, type Io } from '../io.ts';

export interface ObjectFlags extends ClusterFlags {
  output?: string;
  allNamespaces?: boolean;
}

const path = (namespace: string, name = '') =>
  `/apis/${apiVersion}/namespaces/${namespace}/connections${name === '' ? '' : `/${encodeURIComponent(name)}`}`;

/** With the cluster of the flags, which is let go afterwards. */
async function within(flags: ClusterFlags, work: (cluster: Cluster) => Promise<number>): Promise<number> {
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
    const all = flags.allNamespaces ? `/apis/${apiVersion}/connections` : path(namespace);
    const items =
      name === undefined
        ? (await client.get<{ items: Connection[] }>(all, { signal })).items
        : [await oneOf(client, namespace, name, signal)];
    io.stdout.write(shownAs(items, name === undefined, flags));
    return exit.connected;
  });
}

function shownAs(items: readonly Connection[], isList: boolean, { output, allNamespaces }: ObjectFlags): string {
  switch (output) {
    case 'json':
      return jsonText(items.map(told));
    case 'yaml':
      return yamlText(items.map(told));
    case 'name':
      return items.map(({ metadata }) => `connection/${metadata.name}\n`).join('');
    default:
      return isList || output === 'wide'
        ? listOf(items, { allNamespaces, isWide: output === 'wide' })
        : detailOf(items[0]!);
  }
}

async function oneOf(client: Cluster['client'], namespace: string, name: string, signal: AbortSignal) {
  try {
    return await client.get<Connection>(path(namespace, name), { signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === 404)
      throw new BadInput(`there is no Connection ${name} in namespace ${namespace}`);
    throw error;
  }
}

function told({ metadata, spec, status: found }: Connection) {
  return { name: metadata.name, namespace: metadata.namespace, platform: spec.platform, status: found };
}

const connectedOf = ({ status: found }: Connection) => found?.conditions?.find(({ type }) => type === 'Connected');

interface ListLooks {
  allNamespaces: boolean | undefined;
  /** With when the next test is due, when the credential ends, and the message. */
  isWide: boolean;
}

function listOf(items: readonly Connection[], { allNamespaces, isWide }: ListLooks): string {
  if (items.length === 0) return 'There are no Connections. `connection new` makes one.\n';
  const head = [...(allNamespaces ? ['NAMESPACE'] : []), 'NAME', 'PLATFORM', 'STATUS', 'REASON', 'ACCOUNT', 'TESTED'];
  const more = isWide ? ['NEXT', 'EXPIRES', 'MESSAGE'] : [];
  const rows = items.map((item) => [
    ...(allNamespaces ? [item.metadata.namespace ?? ''] : []),
    ...cellsOf(item),
    ...(isWide ? moreOf(item) : []),
  ]);
  return table([[...head, ...more], ...rows]);
}

function cellsOf(item: Connection): string[] {
  const { state = 'Pending', account, lastTest } = item.status ?? {};
  const { metadata, spec } = item;
  return [
    metadata.name,
    spec.platform,
    state,
    connectedOf(item)?.reason ?? '',
    account?.name ?? '',
    lastTest?.time ?? '',
  ];
}

function moreOf(item: Connection): string[] {
  const { nextTestTime = '', credentialExpiryTime = '' } = item.status ?? {};
  return [nextTestTime, credentialExpiryTime, connectedOf(item)?.message ?? ''];
}

const signs = { Passed: '✓', Failed: '✗', NotTestable: '–' } as const;

function detailOf(item: Connection): string {
  const { metadata, spec, status: found = {} } = item;
  const condition = connectedOf(item);
  const facts: [string, string | undefined][] = [
    ['account: ', found.account?.name],
    ['', condition?.message],
    ['tested:  ', found.lastTest?.time],
    ['next:    ', found.nextTestTime],
    ['expires: ', found.credentialExpiryTime],
  ];
  const lines = [
    `${metadata.name} (${spec.platform})  ${found.state ?? 'Pending'}  ${condition?.reason ?? ''}`,
    ...(found.checks ?? []).map(({ name, result }) => `    ${signs[result]} ${name}`),
    ...facts.flatMap(([label, value]) => (value === undefined ? [] : [`    ${label}${value}`])),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

/** `connection test-now`, `suspend` and `resume`: one change of an object, by the rights of the person. */
export function change(names: readonly string[], flags: ClusterFlags, io: Io, patch: object): Promise<number> {
  return within(flags, async ({ client, namespace }) => {
    for (const name of names) {
      await oneOf(client, namespace, name, io.signal);
      await client.mergePatch(path(namespace, name), patch, { signal: io.signal, fieldManager: 'connection-cli' });
      io.stdout.write(`connection/${name} changed\n`);
    }
    return exit.connected;
  });
}

/** What `test-now`, `suspend` and `resume` patch. */
export const patches = {
  'test-now': () => ({ metadata: { annotations: { [testRequestAnnotation]: new Date().toISOString() } } }),
  suspend: () => ({ spec: { suspend: true } }),
  resume: () => ({ spec: { suspend: false } }),
};

const pollMs = 500;

/** `connection wait NAME… --for=connected|verdict`: until all are, one has failed, or the time is over. */
export function wait(
  names: readonly string[],
  flags: ClusterFlags & { for: string; timeout: number },
  io: Io,
): Promise<number> {
  return within(flags, async (cluster) => {
    const end = performance.now() + flags.timeout;
    const verdicts = new Map<string, Exclude<Told, 'none'>>();
    for (;;) {
      for (const name of names) {
        const verdict = verdicts.has(name) ? 'none' : await look(cluster, name, io);
        if (verdict !== 'none') verdicts.set(name, verdict);
      }
      if (verdicts.size === new Set(names).size) break;
      if (performance.now() > end) {
        io.stderr.write(`timed out waiting for ${names.filter((name) => !verdicts.has(name)).join(', ')}\n`);
        return exit.inconclusive;
      }
      await sleep(pollMs, systemClock, io.signal);
    }
    const isFailed = flags.for === 'connected' && [...verdicts.values()].includes('Failed');
    return isFailed ? exit.failed : exit.connected;
  });
}

type Told = 'Connected' | 'Failed' | 'none';

async function look({ client, namespace }: Cluster, name: string, io: Io): Promise<Told> {
  const found = await oneOf(client, namespace, name, io.signal);
  const verdict = verdictOf(found);
  const why = verdict === 'Failed' ? `: ${connectedOf(found)?.message ?? ''}` : '';
  if (verdict !== 'none') io.stdout.write(`connection/${name} ${verdict}${visible(why)}\n`);
  return verdict;
}

/** A verdict on what the object says now. */
function verdictOf({ metadata, status: found }: Connection): Told {
  if (found?.observedGeneration !== metadata.generation) return 'none';
  const on = (type: string) => found?.conditions?.some((one) => one.type === type && one.status === 'True');
  if (on('Connected')) return 'Connected';
  return on('Failed') ? 'Failed' : 'none';
}
