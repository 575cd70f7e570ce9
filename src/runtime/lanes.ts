export type Lane = 'edit' | 'periodic';

/** Of so many turns, one goes to the periodic lane where both lanes wait, so that edits cannot starve it. */
const TURNS_PER_PERIODIC = 5;

/** Keys that wait for their turn, each once: first in, first out within a lane, edits before periodic work. */
export class Lanes {
  readonly #order: Record<Lane, Fifo> = { edit: new Fifo(), periodic: new Fifo() };
  /** The lane a key waits in. A key that changed lanes is still in the old one's order, where it is passed over. */
  readonly #laneOf = new Map<string, Lane>();
  #editsInARow = 0;

  get size(): number {
    return this.#laneOf.size;
  }

  /** @returns false where the key waits already, in this lane or a better one. */
  push(key: string, lane: Lane): boolean {
    const current = this.#laneOf.get(key);
    if (current === lane || current === 'edit') return false;
    this.#laneOf.set(key, lane);
    this.#order[lane].push(key);
    return true;
  }

  shift(): string | undefined {
    const periodicIsDue = this.#editsInARow >= TURNS_PER_PERIODIC - 1;
    const order: Lane[] = periodicIsDue ? ['periodic', 'edit'] : ['edit', 'periodic'];
    for (const lane of order) {
      const key = this.#shiftFrom(lane);
      if (key === undefined) continue;
      this.#editsInARow = lane === 'edit' ? this.#editsInARow + 1 : 0;
      return key;
    }
    return undefined;
  }

  clear(): void {
    this.#laneOf.clear();
  }

  #shiftFrom(lane: Lane): string | undefined {
    for (let key = this.#order[lane].shift(); key !== undefined; key = this.#order[lane].shift()) {
      if (this.#laneOf.get(key) !== lane) continue;
      this.#laneOf.delete(key);
      return key;
    }
    return undefined;
  }
}

/** `Array.shift` moves every element that is left: 10,000 keys would be 50 million moves. */
class Fifo {
  #items: string[] = [];
  #head = 0;

  push(item: string): void {
    this.#items.push(item);
  }

  shift(): string | undefined {
    const item = this.#items[this.#head];
    if (item === undefined) return undefined;
    this.#head++;
    if (this.#head > 1_000 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
