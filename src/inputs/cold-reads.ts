import { listAll, type Clock, type KubeClient, type KubeObject } from '../runtime/index.ts';
import type { ObjectSource, ObjectVersion, StoredObject } from './objects.ts';

/** A namespace with fewer is read one by one. */
const least = 20;
/** At least this share of what is listed has to be wanted: nobody else's Secrets are read for nothing. */
const share = 0.5;
const pageSize = 100;
/** The next page waits while so many are held, and nobody waits for one. */
const mostHeld = 100;
/** Of all namespaces together; what does not fit is read again when it is asked for. */
const mostHeldCharacters = 16 * 1024 * 1024;
/** A body that is not asked for by then is dropped. */
const heldForMs = 30_000;
/** What is not listed by then is read by itself. */
const patienceMs = 10_000;

interface Options {
  client: KubeClient;
  clock: Clock;
  /** As the watch has it: a body of another version is read again. */
  version: (key: string) => Pick<ObjectVersion, 'uid' | 'resourceVersion'> | undefined;
}

/**
 * Reads the Secrets of a namespace by one list where most of them are about to be used, as after a first start, in place of
 * a request each. Each body is handed out once; nothing is kept once the first tests are over (`end`).
 */
export class ColdReads {
  readonly #options: Options;
  readonly #room: Room = { characters: mostHeldCharacters };
  readonly #listings = new Map<string, Listing>();
  readonly #ended = new AbortController();

  constructor(options: Options) {
    this.#options = options;
  }

  /** Tells, once, what is about to be read, and how many Secrets each namespace has. */
  begin(wanted: ReadonlyMap<string, Set<string>>, totals: ReadonlyMap<string, number>): void {
    if (this.#ended.signal.aborted) return;
    for (const [namespace, names] of wanted) {
      const isWorthIt = names.size >= least && names.size >= share * (totals.get(namespace) ?? Infinity);
      if (isWorthIt)
        this.#listings.set(namespace, new Listing(namespace, names, { ...this.#options, room: this.#room }));
    }
  }

  end(): void {
    this.#ended.abort();
    this.#listings.clear();
  }

  /** The source, asked only for what no list brings. */
  over(objects: ObjectSource, namespace: string, signal: AbortSignal): ObjectSource {
    const listing = this.#listings.get(namespace);
    if (!listing) return objects;
    return {
      ...objects,
      get: async (kind, name) => {
        const listed = kind === 'Secret' ? await listing.take(name, this.#ended.signal) : undefined;
        signal.throwIfAborted();
        return listed ?? objects.get(kind, name);
      },
    };
  }
}

interface Room {
  characters: number;
}

interface Held {
  body: StoredObject;
  characters: number;
  atMs: number;
}

/** The list of one namespace, read page by page as the bodies are asked for. */
class Listing {
  readonly #namespace: string;
  readonly #wanted: Set<string>;
  readonly #options: Options & { room: Room };
  readonly #held = new Map<string, Held>();
  readonly #waiting = new Map<string, (held: Held | undefined) => void>();
  #goOn: () => void = () => {};
  #state: 'new' | 'listing' | 'done' = 'new';

  constructor(namespace: string, wanted: Set<string>, options: Options & { room: Room }) {
    this.#namespace = namespace;
    this.#wanted = wanted;
    this.#options = options;
  }

  /** @returns undefined where it has to be read by itself */
  async take(name: string, ended: AbortSignal): Promise<StoredObject | undefined> {
    // Each once: whoever asks again wants what it is by then.
    if (!this.#wanted.delete(name)) return undefined;
    const held = this.#held.get(name) ?? (await this.#wait(name, ended));
    if (held && this.#held.delete(name)) this.#options.room.characters += held.characters;
    if (this.#held.size < mostHeld) this.#goOn();
    return held && this.#isFresh(name, held) ? held.body : undefined;
  }

  #isFresh(name: string, { body, atMs }: Held): boolean {
    const { clock, version } = this.#options;
    const known = version(`${this.#namespace}/${name}`);
    const isSame = known?.uid === body.metadata.uid && known.resourceVersion === body.metadata.resourceVersion;
    return isSame && clock.now() - atMs <= heldForMs;
  }

  #wait(name: string, ended: AbortSignal): Promise<Held | undefined> {
    if (this.#state === 'new') void this.#list(ended);
    if (this.#state === 'done') return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const cancel = this.#options.clock.setTimeout(() => this.#waiting.get(name)?.(undefined), patienceMs);
      this.#waiting.set(name, (held) => {
        cancel();
        this.#waiting.delete(name);
        resolve(held);
      });
      this.#goOn();
    });
  }

  async #list(signal: AbortSignal): Promise<void> {
    this.#state = 'listing';
    signal.addEventListener('abort', () => this.#goOn(), { once: true });
    const { client, clock } = this.#options;
    const path = `/api/v1/namespaces/${this.#namespace}/secrets`;
    const onPage = (items: (KubeObject & StoredObject)[]): Promise<void> => this.#received(items, signal);
    const largeFields = { bytes: Infinity, mark: null };
    const list = { client, path, query: {}, metadataOnly: false, largeFields, clock, pageSize };
    // Where it may not be listed or cannot be had, each is read by itself, and that tells why.
    await listAll({ ...list, onPage, onRestart: () => {} }, signal).catch(() => {});
    this.#state = 'done';
    for (const handOver of this.#waiting.values()) handOver(undefined);
  }

  async #received(items: (KubeObject & StoredObject)[], signal: AbortSignal): Promise<void> {
    const atMs = this.#options.clock.now();
    for (const item of items) this.#receive(item.metadata.name, { ...bodyOf(item), atMs });
    const isFull = (): boolean => this.#held.size >= mostHeld && this.#waiting.size === 0 && !signal.aborted;
    while (isFull()) await new Promise<void>((resolve) => (this.#goOn = resolve));
  }

  #receive(name: string, held: Held): void {
    const { room } = this.#options;
    const handOver = this.#waiting.get(name);
    if (handOver) return handOver(held);
    if (!this.#wanted.has(name) || this.#held.has(name) || held.characters > room.characters) return;
    room.characters -= held.characters;
    this.#held.set(name, held);
  }
}

function bodyOf({ metadata, type, data }: KubeObject & StoredObject): Pick<Held, 'body' | 'characters'> {
  const { uid, resourceVersion, annotations, ownerReferences } = metadata as StoredObject['metadata'];
  const more = { ...(annotations && { annotations }), ...(ownerReferences && { ownerReferences }) };
  const body = { metadata: { uid, resourceVersion, ...more }, ...(type && { type }), ...(data && { data }) };
  const values = Object.entries({ ...annotations, ...data }).flat();
  return { body, characters: values.reduce((sum, { length }) => sum + length, 0) };
}
