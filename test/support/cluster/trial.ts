import { expect } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { judgePath } from '../../../dev/judges/judges.ts';
import { apiVersion } from '../../../src/api/resources.ts';
import { aligned } from '../aligned.ts';
import type { Cluster } from './cluster.ts';
import { askArgo, askKstatus, type Gate, type GateName, type Opinion, type Said } from './judges.ts';

interface Live {
  kind: string;
  metadata: { name: string; namespace?: string };
  status?: { conditions?: { type: string; message?: string }[] };
}

const heard = new Map<string, Map<string, string[]>>();
const argo = 'Argo CD';
const settlesWithinMs = 60_000;

/** One row of the judges' table, delivered by one gate. */
export class Trial {
  /** The name of the Secret, of the Connection and of the account. */
  readonly user: string;
  readonly #own: { cluster: Cluster; gate: Gate; name: GateName; row: string };

  constructor({ user, ...own }: { cluster: Cluster; gate: Gate; name: GateName; row: string; user: string }) {
    this.user = user;
    this.#own = own;
  }

  /**
   * Delivers, and asks everybody what they say of the last of `objects`.
   * @param gateMayPass - where it depends on who is faster whether the gate sees the verdict from before
   */
  async deliver(objects: readonly object[], opinion: Opinion, { gateMayPass = false } = {}): Promise<void> {
    const { gate, name, row } = this.#own;
    const config = objects.at(-1) as Live;
    const said = await gate.deliver(this.user, objects, opinion === 'waiting' ? '3s' : '60s');
    note(row, name, name === 'Helm 3' ? `${said.opinion} (does not look)` : said.opinion);
    const live = await this.#settled(config, opinion);
    if (name === 'Helm 3') expect(said.opinion).toBe('ready');
    else if (!gateMayPass) expectGate(said, opinion, name === 'Helm 4' ? live : undefined);
  }

  async #settled(config: Live, opinion: Opinion): Promise<Live> {
    const wanted = opinion === 'suspended' ? 'ready' : opinion;
    for (const end = performance.now() + settlesWithinMs; ; await delay(250)) {
      const live = await this.#get(config);
      const found = judgePath('kstatus') === undefined ? undefined : await askKstatus(live);
      if (found === undefined || found.opinion === wanted) {
        note(this.#own.row, 'kstatus', found?.opinion ?? 'not asked');
        await this.#shown(live, opinion);
        return live;
      }
      if (performance.now() > end) throw new Error(`kstatus: ${found.opinion}, ${found.text}: ${JSON.stringify(live)}`);
    }
  }

  /** By Argo CD, which reads what is there and waits for nothing. */
  async #shown(live: Live, opinion: Opinion): Promise<void> {
    if (judgePath('argo-health') === undefined) return note(this.#own.row, argo, 'not asked');
    const said = await askArgo(live);
    note(this.#own.row, argo, said.opinion);
    if (said.opinion !== opinion) throw new Error(`Argo CD: ${said.opinion}, ${said.text}: ${JSON.stringify(live)}`);
  }

  #get({ kind, metadata: { name, namespace } }: Live): Promise<Live> {
    const path = kind === 'Platform' ? 'platforms' : `namespaces/${namespace}/connections`;
    return this.#own.cluster.client.get<Live>(`/apis/${apiVersion}/${path}/${name}`, {
      signal: AbortSignal.timeout(10_000),
    });
  }
}

/** @param live - whose message the tool repeats; Flux names the object alone. */
function expectGate(said: Said, opinion: Opinion, live?: Live): void {
  const wanted = opinion === 'suspended' ? 'ready' : opinion;
  if (said.opinion !== wanted) throw new Error(`${said.opinion} in place of ${wanted}: ${said.text}`);
  if (opinion !== 'failed' || live === undefined) return;
  const ready = live.status?.conditions?.find(({ type }) => type === 'Ready')?.message;
  expect(said.text).toContain(ready?.split('. ')[0]);
}

function note(row: string, judge: string, said: string): void {
  const cells = heard.get(row) ?? new Map<string, string[]>();
  heard.set(row, cells);
  const before = cells.get(judge) ?? [];
  if (!before.includes(said)) cells.set(judge, [...before, said]);
}

/** What every judge said of each row, in the order of deliveries. */
export function judgesTable(): string {
  const judges = ['kstatus', argo, 'Flux', 'Helm 4', 'Helm 3'];
  const lines = [...heard].map(([row, cells]) => [row, ...judges.map((judge) => cells.get(judge)?.join(', ') ?? '-')]);
  return `What others say of our objects\n${aligned([['', ...judges], ...lines])}`;
}
