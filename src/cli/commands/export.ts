import { stringify } from 'yaml';
import { messageOf } from '../../api/reasons.ts';
import type { Connection } from '../../api/resources.ts';
import { clusterOf, type ClusterFlags } from '../cluster.ts';
import { BadInput, exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { planFor } from '../judge.ts';
import { connectionOf, isConnection } from '../manifests.ts';
import { sectionOf } from '../rclone/config-file.ts';
import type { Remote } from '../rclone/remote.ts';
import { toRclone } from '../rclone/to-rclone.ts';
import { fromCluster, fromFiles, platformsFor, type ManifestFlags } from '../sources.ts';
import { objectsFor } from '../objects.ts';

export interface ExportFlags extends ClusterFlags, ManifestFlags {
  to: string;
  /** Name of the Secret to write as a manifest, instead of the configuration alone. */
  secret?: string;
}

/** `connection export`: the configuration that another program needs to use the very accounts that are tested. */
export async function exportTo(names: readonly string[], flags: ExportFlags, io: Io): Promise<number> {
  const isLocal = flags.filename !== undefined || flags.kustomize !== undefined;
  if (!isLocal && names.length === 0) throw new BadInput('name a Connection, or files with -f or -k');
  const cluster = !isLocal || flags.fromCluster ? await clusterOf(flags) : undefined;
  try {
    const found = isLocal ? await fromFiles(flags, io) : await fromCluster(names, cluster!, io.signal);
    const connections = found.filter(isConnection).filter((one) => isAsked(connectionOf(one), names));
    if (connections.length === 0) throw new BadInput('there is no such Connection');
    const platforms = await platformsFor(found, cluster, io.signal);
    const sections: string[] = [];
    for (const one of connections) {
      const connection = connectionOf(one);
      const objects = objectsFor(one, found, { env: flags.env ?? [], io, cluster });
      const remote = await remoteOf(connection, { objects, platforms });
      sections.push(sectionFor(connection, remote));
    }
    const config = sections.join('\n');
    io.stdout.write(flags.secret === undefined ? config : manifest(config, flags.secret, flags.namespace));
    return exit.connected;
  } finally {
    await cluster?.close();
  }
}

function isAsked({ metadata }: Connection, names: readonly string[]): boolean {
  return names.length === 0 || names.includes(metadata.name);
}

async function remoteOf(connection: Connection, judging: Parameters<typeof planFor>[1]): Promise<Remote> {
  const { name } = connection.metadata;
  const planned = await planFor(connection, judging);
  if ('outcome' in planned) throw new BadInput(`${name}: ${messageOf(planned.reason, planned)}`);
  const remote = toRclone(planned.plan, connection);
  if ('because' in remote) throw new BadInput(`${name}: ${remote.because}`);
  return remote;
}

/** The section, with what a person must know above it. */
function sectionFor({ metadata: { name }, spec }: Connection, remote: Remote): string {
  const notes = [`# Connection ${name} (${spec.platform}): rclone lsf '${name}:${remote.root ?? ''}'`];
  for (const note of remote.notes ?? []) notes.push(`# Note: ${note}.`);
  try {
    return `${notes.join('\n')}\n${sectionOf(name, remote)}`;
  } catch (error) {
    throw new BadInput(`${name}: ${(error as Error).message}`);
  }
}

/** A Secret with the key that rclone's images read as `RCLONE_CONFIG`. */
function manifest(config: string, name: string, namespace: string | undefined): string {
  const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', stringData: { 'rclone.conf': config } };
  // Its lines as they are: a person looks through it before it is applied.
  return stringify(secret, { blockQuote: 'literal', lineWidth: 0 });
}
