import { mayI, Reflector, sleep, type KubeObject, type ReflectorOptions } from './runtime/index.ts';

export interface Watched {
  group: string;
  version: string;
  plural: string;
  /** Undefined for the whole cluster. */
  namespace: string | undefined;
  /** Of one object alone. */
  name?: string | undefined;
  /** The flags say that it may: tried without a question, and never given up. */
  isNeeded?: boolean;
}

type Options = Omit<ReflectorOptions<KubeObject>, 'onDenied'> & { watched: Watched };

/** A grant is noticed within a minute; right after a start it may have been made together with the operator. */
const askAgainMs = { first: 5_000, most: 45_000 };

/**
 * A watch that runs while the API server grants it. It asks whether it may instead of trying, so that what is not granted
 * leaves no refusals in the audit log, and asks again until it is.
 */
export class GrantedWatch {
  /** Settles once the first list is there, or it is known that it is not granted. */
  readonly looked: Promise<void>;
  readonly #markLooked: () => void;
  readonly #options: Options;
  #reflector: Reflector<KubeObject> | undefined;
  #isDenied = false;

  constructor(options: Options) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.looked = promise;
    this.#markLooked = resolve;
    this.#options = options;
  }

  /** Undefined while it is not granted. */
  get reflector(): Reflector<KubeObject> | undefined {
    return this.#reflector;
  }

  get isDenied(): boolean {
    return this.#isDenied;
  }

  /** Until the signal aborts; never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log, name } = this.#options;
    for (let asked = 0; !signal.aborted; asked++) {
      if (await this.#isGranted(signal)) {
        this.#isDenied = false;
        await this.#watch(signal);
        asked = 0;
      }
      this.#isDenied = true;
      this.#markLooked();
      if (signal.aborted) return;
      if (asked === 0) log.info('Not allowed to watch, asking again until it is granted', { reflector: name });
      await sleep(Math.min(askAgainMs.first * 2 ** asked, askAgainMs.most), clock, signal).catch(() => {});
    }
  }

  async #watch(signal: AbortSignal): Promise<void> {
    const denied = new AbortController();
    const ended = (): void => denied.abort();
    signal.addEventListener('abort', ended);
    const onDenied = async (): Promise<void> => {
      if (!(await this.#isGranted(signal))) denied.abort();
    };
    this.#reflector = new Reflector<KubeObject>({ ...this.#options, onDenied });
    void this.#reflector.synced.then(this.#markLooked);
    await this.#reflector.run(denied.signal);
    this.#reflector = undefined;
    signal.removeEventListener('abort', ended);
  }

  /** Where it cannot be asked, the attempt tells. */
  async #isGranted(signal: AbortSignal): Promise<boolean> {
    const { client, watched } = this.#options;
    const { group, plural: resource, namespace, name, isNeeded = false } = watched;
    if (isNeeded) return true;
    const right = { group, resource, namespace, name };
    try {
      return (
        (await mayI(client, { ...right, verb: 'list' }, signal)) &&
        (await mayI(client, { ...right, verb: 'watch' }, signal))
      );
    } catch {
      return !signal.aborted;
    }
  }
}
