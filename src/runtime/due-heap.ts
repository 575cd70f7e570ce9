export interface Due {
  readonly key: string;
  readonly atMs: number;
}

/** A binary heap of keys by the time they are due, each key at most once; every change costs O(log n). */
export class DueHeap<T extends Due> {
  readonly #heap: T[] = [];
  readonly #position = new Map<string, number>();

  get size(): number {
    return this.#heap.length;
  }

  /** The earliest. */
  peek(): T | undefined {
    return this.#heap[0];
  }

  get(key: string): T | undefined {
    const position = this.#position.get(key);
    return position === undefined ? undefined : this.#heap[position];
  }

  /** Adds `due`, in place of another of the same key. */
  set(due: T): void {
    this.#settle(due, this.#position.get(due.key) ?? this.#heap.length);
  }

  delete(key: string): void {
    const position = this.#position.get(key);
    if (position === undefined) return;
    this.#position.delete(key);
    const last = this.#heap.pop();
    if (last !== undefined && last.key !== key) this.#settle(last, position);
  }

  clear(): void {
    this.#heap.length = 0;
    this.#position.clear();
  }

  /** Puts `due` at `position`, or where it belongs above or below it. */
  #settle(due: T, position: number): void {
    let at = position;
    for (let up = (at - 1) >> 1; at > 0 && this.#heap[up]!.atMs > due.atMs; up = (at - 1) >> 1) {
      this.#place(this.#heap[up]!, at);
      at = up;
    }
    for (let down = this.#earlierChild(at); down !== undefined; down = this.#earlierChild(at)) {
      const child = this.#heap[down]!;
      if (child.atMs >= due.atMs) break;
      this.#place(child, at);
      at = down;
    }
    this.#place(due, at);
  }

  #earlierChild(at: number): number | undefined {
    const left = 2 * at + 1;
    const right = left + 1;
    if (left >= this.#heap.length) return undefined;
    return right < this.#heap.length && this.#heap[right]!.atMs < this.#heap[left]!.atMs ? right : left;
  }

  #place(due: T, at: number): void {
    this.#heap[at] = due;
    this.#position.set(due.key, at);
  }
}
