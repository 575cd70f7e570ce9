import { visible } from '../../api/visible.ts';
import type { Platform, TestContext } from '../../connectors/index.ts';
import type { ObjectSource } from '../../inputs/objects.ts';
import { clusterOf, type ClusterFlags } from '../cluster.ts';
import { BadInput, exitOf } from '../exit.ts';
import { jsonText, table, yamlText, type Io } from '../io.ts';
import { judge } from '../judge.ts';
import { connectionOf, isConnection, isPlatform, type Found } from '../manifests.ts';
import { withPrompted } from '../prompted.ts';
import { hintsFor } from '../hints.ts';
import { traceLine } from '../trace.ts';
import { objectsFor } from '../objects.ts';
import { fromCluster, fromFiles, platformsFor, type ManifestFlags } from '../sources.ts';
import { junitOf, ladderText, reportOf, type Report, type Tested } from '../report.ts';

export interface TestFlags extends ClusterFlags, ManifestFlags {
  output?: string;
  verbose?: boolean;
  failOn?: string[];
}

const parallel = 8;

/** `connection test`: judges the Connections of files, or of the cluster, from this machine. */
export async function test(names: readonly string[], flags: TestFlags, io: Io): Promise<number> {
  const asks = flags.filename !== undefined || flags.kustomize !== undefined;
  if (!asks && names.length === 0) throw new BadInput('name a Connection, or files with -f or -k');
  if (asks && names.length > 0) throw new BadInput('take either names or -f and -k: names are read from the cluster');
  const cluster = !asks || flags.fromCluster ? await clusterOf(flags) : undefined;
  try {
    const found = asks ? await fromFiles(flags, io) : await fromCluster(names, cluster!, io.signal);
    const connections = found.filter(isConnection);
    if (connections.length === 0) throw new BadInput(`there is no Connection in these files${kindsIn(found)}`);
    const platforms = await platformsFor(found, cluster, io.signal);
    const sources: ObjectSource[] = [];
    // One after another: nobody answers two questions at a time.
    for (const connection of connections) {
      const objects = objectsFor(connection, found, { env: flags.env ?? [], io, cluster });
      sources.push(await withPrompted(connectionOf(connection), { objects, platforms }, io));
    }
    const progress = progressAt(io, connections.length);
    const tested = await eachOf([...connections.entries()], async ([index, connection]) =>
      testOne(connection, { found, platforms, objects: sources[index]!, flags, io, progress }),
    );
    return print(tested, flags, { io, isLocal: cluster === undefined });
  } finally {
    await cluster?.close();
  }
}

function kindsIn(found: readonly Found[]): string {
  const kinds = [...new Set(found.map(({ manifest }) => manifest.kind ?? 'something without a kind'))];
  return kinds.length === 0 ? '' : `: they have ${kinds.join(', ')}`;
}

interface One {
  found: readonly Found[];
  platforms: ReadonlyMap<string, Platform>;
  objects: ObjectSource;
  flags: TestFlags;
  io: Io;
  progress: Progress;
}

async function testOne(found: Found, one: One): Promise<Tested> {
  const connection = connectionOf(found);
  const { io, flags } = one;
  const secret = one.found.find(
    ({ manifest }) => manifest.kind === 'Secret' && manifest.metadata?.name === connection.spec.secretRef?.name,
  );
  const platform = one.found.find(
    (other) => isPlatform(other) && other.manifest.metadata?.name === connection.spec.platform,
  );
  const { name } = connection.metadata;
  let events = 0;
  const trace: TestContext['trace'] = (event) => {
    events += 1;
    io.stderr.write(`${visible(name)}: ${traceLine(event)}\n`);
  };
  const startedAt = performance.now();
  const verdict = await judge(connection, { ...one, ...(flags.verbose ? { trace } : {}) });
  const tested = { found, secret, platform, verdict, durationMs: Math.round(performance.now() - startedAt) };
  if (flags.verbose && events === 0)
    io.stderr.write(`${visible(name)}: no request to show: nothing was sent, or this protocol is not HTTP\n`);
  one.progress.clear();
  if (isForPeople(flags)) io.stdout.write(ladderText(tested, io, flags.output === 'wide'));
  one.progress.step();
  return tested;
}

interface Progress {
  /** Before something else is written. */
  clear(): void;
  /** One more has been tested. */
  step(): void;
}

/** How many of several have been tested, for a person at a terminal. */
function progressAt({ stderr }: Io, total: number): Progress {
  const isShown = stderr.isTTY === true && total > 1;
  let done = 0;
  const show = () => isShown && done < total && stderr.write(`${done} of ${total} tested`);
  show();
  return {
    clear: () => void (isShown && stderr.write('\r\u001B[2K')),
    step: () => {
      done += 1;
      show();
    },
  };
}

async function eachOf<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = [...items.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  return results;
}

const isForPeople = ({ output }: TestFlags) => output === undefined || output === 'wide';

function print(tested: readonly Tested[], flags: TestFlags, { io, isLocal }: { io: Io; isLocal: boolean }): number {
  const reports = tested.map(reportOf);
  const printers: Readonly<Record<string, () => string>> = {
    json: () => jsonText(reports),
    yaml: () => yamlText(reports),
    junit: () => junitOf(reports),
    name: () => reports.map(({ name, state }) => `connection/${name} ${state.toLowerCase()}\n`).join(''),
  };
  if (flags.output === undefined || flags.output === 'wide') io.stdout.write(summary(reports));
  else io.stdout.write(printers[flags.output]!());
  for (const hint of hintsFor(tested, isLocal)) io.stderr.write(`\n${visible(hint)}\n`);
  return exitOf(
    tested.map(({ verdict }) => verdict.outcome),
    flags.failOn,
  );
}

function summary(reports: readonly Report[]): string {
  if (reports.length < 2) return '';
  const rows = reports.map(({ name, platform, state, reason }) => [name, platform, state, reason]);
  return `\n${table([['NAME', 'PLATFORM', 'STATUS', 'REASON'], ...rows])}`;
}
