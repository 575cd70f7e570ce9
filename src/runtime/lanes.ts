import { Fifo } from './fifo.ts';

export type Lane = 'edit' | 'periodic';

/** Of so many turns, one goes to the periodic lane where both lanes wait, so that edits cannot starve it. */
const TURNS_PER_PERIODIC = 5;

/** A key that waits. */
export interface Waiting {
  readonly key: string;
  readonly lane: Lane;
  /** Whose it is. */
  readonly tenant: string;
  /** Keys of the same group wait for the same things besides their turn. */
  readonly group: string;
}

/** Who may be taken now. */
export interface May {
  tenant(tenant: string): boolean;
  group(group: string, tenant: string): boolean;
}

const ANYBODY: May = { tenant: () => true, group: () => true };

/** The first of each group of each tenant, in the order of their turns. */
type Line = Map<string, Map<string, Fifo<Waiting>>>;

/**
 * Keys that wait for their turn, each once: edits before periodic work; within a lane the tenants take turns, and those
 * of a tenant its groups; first in, first out within a group.
 */
export class Lanes {
  readonly #lines: Record<Lane, Line> = { edit: new Map(), periodic: new Map() };
  /** What counts. A key that changed lane or group is still in the old one's line, where it is passed over. */
  readonly #waiting = new Map<string, Waiting>();
  #editsInARow = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /** @returns false where the key waits already, in this lane or a better one; its group becomes the one given. */
  push(key: string, lane: Lane, { tenant = '', group = '' }: { tenant?: string; group?: string } = {}): boolean {
    const current = this.#waiting.get(key);
    const isNew = current === undefined || (current.lane === 'periodic' && lane === 'edit');
    if (!isNew && current.group === group) return false;
    const waiting = { key, lane: isNew ? lane : current.lane, tenant, group };
    this.#waiting.set(key, waiting);
    const line = this.#lines[waiting.lane];
    const groups = line.get(tenant) ?? new Map<string, Fifo<Waiting>>();
    const fifo = groups.get(group) ?? new Fifo<Waiting>();
    line.set(tenant, groups.set(group, fifo));
    fifo.push(waiting);
    return isNew;
  }

  /** The key whose turn it is among those who may be taken. */
  shift(may: May = ANYBODY): Waiting | undefined {
    const periodicIsDue = this.#editsInARow >= TURNS_PER_PERIODIC - 1;
    const order: Lane[] = periodicIsDue ? ['periodic', 'edit'] : ['edit', 'periodic'];
    for (const lane of order) {
      const waiting = this.#shiftFrom(this.#lines[lane], may);
      if (waiting === undefined) continue;
      this.#editsInARow = lane === 'edit' ? this.#editsInARow + 1 : 0;
      this.#waiting.delete(waiting.key);
      return waiting;
    }
    return undefined;
  }

  clear(): void {
    this.#waiting.clear();
    for (const line of Object.values(this.#lines)) line.clear();
  }

  #shiftFrom(line: Line, may: May): Waiting | undefined {
    for (const [tenant, groups] of line) {
      if (!may.tenant(tenant)) continue;
      const waiting = this.#shiftOf(groups, (group) => may.group(group, tenant));
      if (waiting === undefined && groups.size > 0) continue;
      line.delete(tenant);
      if (groups.size > 0) line.set(tenant, groups);
      if (waiting) return waiting;
    }
    return undefined;
  }

  #shiftOf(groups: Map<string, Fifo<Waiting>>, may: (group: string) => boolean): Waiting | undefined {
    for (const [group, fifo] of groups) {
      this.#dropPassed(fifo);
      if (fifo.peek() === undefined) groups.delete(group);
      else if (may(group)) {
        const waiting = fifo.shift();
        groups.delete(group);
        if (fifo.peek() !== undefined) groups.set(group, fifo);
        return waiting;
      }
    }
    return undefined;
  }

  #dropPassed(fifo: Fifo<Waiting>): void {
    for (let first = fifo.peek(); first && this.#waiting.get(first.key) !== first; first = fifo.peek()) fifo.shift();
  }
}
