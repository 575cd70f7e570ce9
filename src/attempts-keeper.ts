import type { KeyObject } from 'node:crypto';
import { attemptsKey } from './inputs/attempts-key.ts';
import { processKey } from './inputs/digest.ts';
import type { Ledger } from './reconcilers/lockout.ts';
import { earlierOf } from './reconcilers/recorded.ts';
import type { EarlierAttempts } from './reconcilers/run.ts';
import { sealIn } from './reconcilers/seal.ts';
import { ApiError, sleep, type Clock, type KubeClient, type Logger } from './runtime/index.ts';
import type { Settings } from './settings.ts';
import type { Watches } from './watches.ts';

const againMs = 1000;
const toldEveryMs = 60_000;

export interface AttemptsKeeperOptions {
  settings: Pick<Settings, 'attemptsKeySecret' | 'lease'>;
  /** Writes only while this replica leads. */
  fenced: Pick<KubeClient, 'get' | 'mergePatch' | 'ownNamespace'>;
  clock: Clock;
  log: Logger;
  watches: Pick<Watches, 'connections'>;
  ledger: Ledger;
}

/** What earlier processes have sent, by the key of the operator's own Secret; without it, nothing is known of them. */
export class AttemptsKeeper implements EarlierAttempts {
  readonly #options: AttemptsKeeperOptions;
  readonly #suspects = new Set<string>();
  #key = processKey;
  #isKept = false;
  #isNew = false;
  #isBlocked = false;
  #toldMs = -Infinity;

  constructor(options: AttemptsKeeperOptions) {
    this.#options = options;
  }

  get key(): KeyObject {
    return this.#key;
  }

  get isKept(): boolean {
    return this.#isKept;
  }

  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  get isNew(): boolean {
    return this.#isNew;
  }

  isSuspect(uid: string): boolean {
    return this.#suspects.has(uid);
  }

  settled(uid: string): void {
    this.#suspects.delete(uid);
  }

  /** Nothing may be sent before. */
  async begin(signal: AbortSignal): Promise<void> {
    const { settings, fenced } = this.#options;
    const secret = settings.attemptsKeySecret;
    if (secret === undefined) return;
    const namespace = settings.lease.namespace ?? fenced.ownNamespace;
    while (!(await this.#hasRead({ namespace, secret }, signal))) await sleep(againMs, this.#options.clock, signal);
  }

  async #hasRead({ namespace, secret }: { namespace: string; secret: string }, signal: AbortSignal): Promise<boolean> {
    try {
      const path = `/api/v1/namespaces/${namespace}/secrets/${secret}`;
      const { key, isNew } = await attemptsKey(this.#options.fenced, path, signal);
      this.#isBlocked = false;
      this.#key = key;
      this.#isKept = true;
      this.#isNew = isNew;
      this.#takeOver();
      return true;
    } catch (error) {
      signal.throwIfAborted();
      this.#isBlocked = true;
      this.#tell({ secret: `${namespace}/${secret}`, code: error instanceof ApiError ? error.code : undefined });
      return false;
    }
  }

  #tell(fields: { secret: string; code: number | undefined }): void {
    const { clock, log } = this.#options;
    if (clock.now() - this.#toldMs < toldEveryMs) return;
    this.#toldMs = clock.now();
    const restore =
      'helm upgrade with the same values makes the Secret and the right to get and patch it; no restart is needed';
    log.error('Cannot read or fill the Secret for counting sign-ins; nothing is tested before', { ...fields, restore });
  }

  #takeOver(): void {
    const { watches, ledger, clock } = this.#options;
    for (const connection of watches.connections()) {
      const isForged = sealIn(connection, this) === 'other';
      for (const { goodAt, ...earlier } of earlierOf(connection))
        ledger.restore(isForged || goodAt === undefined ? earlier : { ...earlier, goodAt }, clock.now());
      if (!this.#isNew) this.#suspects.add(connection.metadata.uid);
    }
  }
}
