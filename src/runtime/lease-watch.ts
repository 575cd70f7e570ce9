import { isApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { sleep, type Clock } from './clock.ts';
import { withJoined } from './joined-signal.ts';
import type { KubeObject } from './kube-object.ts';
import { watchStream } from './watch-stream.ts';

export interface LeaseWatchOptions<T> {
  client: KubeClient;
  clock: Clock;
  /** The collection that it is in. */
  path: string;
  name: string;
  /** Told of it as it is now, undefined where it is gone. @returns whether whoever waits has something to do. */
  onChange: (object: T | undefined) => boolean;
}

/** Its holder renews it all the time: a watch that is quiet for so long is dead. */
const inactivityMs = 30_000;
const watchSeconds = 300;
const againMs = { ended: 1_000, failed: 5_000 };
/** A right that is not granted is not asked for all the time: each refusal is in the audit log. */
const deniedMs = 600_000;
const wholeFields = { bytes: Infinity, mark: null };

/** Watches one object. Without the right to, whoever waits has to look. */
export class LeaseWatch<T extends KubeObject> {
  readonly #options: LeaseWatchOptions<T>;
  #isOpen = false;
  /** Also while nobody waits: what comes beside a look may not be in it. */
  #isWoken = false;
  #wake: () => void = () => {};

  constructor(options: LeaseWatchOptions<T>) {
    this.#options = options;
  }

  /** Whether a change would be told of. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const waitMs = await this.#watch(signal).catch((error: unknown) => (isDenied(error) ? deniedMs : againMs.failed));
      this.#turn(false);
      await sleep(waitMs, clock, signal).catch(() => {});
    }
  }

  /**
   * @returns whether there is something to do, or the watch begins or ends, before `ms` have passed.
   * @throws the signal's reason when it aborts first.
   */
  async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    const woken = new AbortController();
    this.#wake = () => woken.abort();
    if (!this.#isWoken)
      await withJoined([signal, woken.signal], (both) => sleep(ms, this.#options.clock, both)).catch(() => {});
    signal.throwIfAborted();
    const isWoken = this.#isWoken;
    this.#isWoken = false;
    return isWoken;
  }

  /** @returns how long to wait before the next one, in ms */
  async #watch(signal: AbortSignal): Promise<number> {
    const { client, clock, path, name, onChange } = this.#options;
    const query = { watch: true, fieldSelector: `metadata.name=${name}`, timeoutSeconds: watchSeconds };
    const onOpen = (): void => this.#turn(true);
    const fields = { metadataOnly: false, largeFields: wholeFields };
    const watch = watchStream<T>({ client, path, query, ...fields, inactivityMs, clock, onOpen }, signal);
    for await (const { type, object } of watch) if (onChange(type === 'DELETED' ? undefined : object)) this.#tell();
    return againMs.ended;
  }

  #turn(isOpen: boolean): void {
    if (this.#isOpen === isOpen) return;
    this.#isOpen = isOpen;
    this.#tell();
  }

  #tell(): void {
    this.#isWoken = true;
    this.#wake();
  }
}

function isDenied(error: unknown): boolean {
  return isApiError(error, 403);
}
