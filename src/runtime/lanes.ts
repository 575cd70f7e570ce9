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
  /** Keys of the same group wait for the same things besides their turn; from the widest group to the narrowest. */
  readonly groups: readonly string[];
}

/** Who may be taken now. A group is asked about only if those that it is in may be taken. */
export interface May {
  tenant(tenant: string): boolean;
  group(group: string, tenant: string): boolean;
}

const ANYBODY: May = { tenant: () => true, group: () => true };

/** Tenants by name, in each its groups, in the innermost the keys; each in the order of their turns. */
type Line = Map<string, Line | Fifo<Waiting>>;

/**
 * Keys that wait for their turn, each once: edits before periodic work; within a lane the tenants take turns, then the
 * groups of a tenant; first in, first out within a group. All keys have the same number of groups.
 */
export class Lanes {
  readonly #lines: Record<Lane, Line> = { edit: new Map(), periodic: new Map() };
  /** What counts. A key that changed lane or group is still in the old one's line, where it is passed over. */
  readonly #waiting = new Map<string, Waiting>();
  #editsInARow = 0;

  get size(): number {
    return this.#waiting.size;
  }

  /** @returns false where the key waits already, in this lane or a better one; its groups become those given. */
  push(
    key: string,
    lane: Lane,
    { tenant = '', groups = [] }: Partial<Pick<Waiting, 'tenant' | 'groups'>> = {},
  ): boolean {
    const current = this.#waiting.get(key);
    const isNew = current === undefined || (current.lane === 'periodic' && lane === 'edit');
    if (!isNew && current.groups.every((group, index) => group === groups[index])) return false;
    const waiting = { key, lane: isNew ? lane : current.lane, tenant, groups };
    this.#waiting.set(key, waiting);
    innermost(this.#lines[waiting.lane], [tenant, ...groups]).push(waiting);
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

  #shiftFrom(line: Line, may: May, tenant?: string): Waiting | undefined {
    for (const [name, inner] of line) {
      const isPassed = tenant === undefined ? !may.tenant(name) : !may.group(name, tenant);
      if (isPassed) continue;
      const waiting = inner instanceof Fifo ? this.#first(inner) : this.#shiftFrom(inner, may, tenant ?? name);
      if (waiting === undefined && inner.size > 0) continue;
      // Whose turn it was goes to the end.
      line.delete(name);
      if (inner.size > 0) line.set(name, inner);
      if (waiting) return waiting;
    }
    return undefined;
  }

  #first(fifo: Fifo<Waiting>): Waiting | undefined {
    for (let first = fifo.shift(); first !== undefined; first = fifo.shift()) {
      if (this.#waiting.get(first.key) === first) return first;
    }
    return undefined;
  }
}

function innermost(line: Line, [name = '', ...rest]: readonly string[]): Fifo<Waiting> {
  const inner = line.get(name) ?? (rest.length === 0 ? new Fifo<Waiting>() : new Map<string, Line>());
  line.set(name, inner);
  if (inner instanceof Fifo) return inner;
  return innermost(inner, rest);
}
