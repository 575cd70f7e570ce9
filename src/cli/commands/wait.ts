import { testRequestAnnotation, type Connection } from '../../api/resources.ts';
import { visible } from '../../api/visible.ts';
import { sleep, systemClock } from '../../runtime/index.ts';
import type { Cluster, ClusterFlags } from '../cluster.ts';
import { connectionNamed } from '../connections.ts';
import { exit } from '../exit.ts';
import type { Io } from '../io.ts';
import { connectedOf } from '../status-text.ts';
import { within } from './objects.ts';

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
      const waiting: Connection[] = [];
      for (const name of names.filter((one) => !verdicts.has(one))) {
        const found = await look(cluster, name, io);
        const verdict = verdictOf(found);
        if (verdict === 'none') waiting.push(found);
        else verdicts.set(name, verdict);
      }
      if (waiting.length === 0) break;
      if (performance.now() > end) {
        for (const one of waiting) io.stderr.write(`timed out waiting for ${visible(standOf(one))}\n`);
        return exit.inconclusive;
      }
      await sleep(pollMs, systemClock, io.signal);
    }
    const isFailed = flags.for === 'connected' && [...verdicts.values()].includes('Failed');
    return isFailed ? exit.failed : exit.connected;
  });
}

type Told = 'Connected' | 'Failed' | 'none';

async function look({ client, namespace }: Cluster, name: string, io: Io): Promise<Connection> {
  const found = await connectionNamed(name, { client, namespace, signal: io.signal });
  const verdict = verdictOf(found);
  const why = verdict === 'Failed' ? `: ${connectedOf(found)?.message ?? ''}` : '';
  if (verdict !== 'none') io.stdout.write(`connection/${name} ${verdict}${visible(why)}\n`);
  return found;
}

/** A verdict on what the object says now, and no older than the test that was asked for. */
function verdictOf(connection: Connection): Told {
  const { metadata, status: found } = connection;
  if (found?.observedGeneration !== metadata.generation || isAsked(connection)) return 'none';
  const on = (type: string) => found?.conditions?.some((one) => one.type === type && one.status === 'True');
  if (on('Connected')) return 'Connected';
  return on('Failed') ? 'Failed' : 'none';
}

/** Whether a test was asked for and is not made yet; of a suspended one none is made. */
function isAsked({ metadata, spec, status }: Connection): boolean {
  const asked = metadata.annotations?.[testRequestAnnotation];
  return asked !== undefined && asked !== status?.lastHandledTestRequest && !spec.suspend;
}

/** Where it stands, for whoever has waited in vain. */
function standOf(connection: Connection): string {
  const { metadata, spec, status } = connection;
  const { reason = '', message = '' } = connectedOf(connection) ?? {};
  const state = `${metadata.name}: ${status?.state ?? 'Pending'}${reason === '' ? '' : `, ${reason}`}`;
  if (spec.suspend) return `${state}. It is suspended, and not tested.`;
  const planned = Date.parse(status?.nextTestTime ?? '');
  const next = planned > Date.now() ? ` The next test is at ${status?.nextTestTime}.` : '';
  return `${state}.${message === '' ? '' : ` ${message}`}${next}`;
}
