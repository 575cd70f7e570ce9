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

  constructor(options: AttemptsKeeperOptions) {
    this.#options = options;
  }

  get key(): KeyObject {
    return this.#key;
  }

  get isKept(): boolean {
    return this.#isKept;
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
    const path = `/api/v1/namespaces/${settings.lease.namespace ?? fenced.ownNamespace}/secrets/${secret}`;
    while (!(await this.#hasRead(path, signal))) await sleep(againMs, this.#options.clock, signal);
  }

  async #hasRead(path: string, signal: AbortSignal): Promise<boolean> {
    const { fenced, log, settings } = this.#options;
    try {
      const { key, isNew } = await attemptsKey(fenced, path, signal);
      this.#key = key;
      this.#isKept = true;
      this.#isNew = isNew;
      this.#takeOver();
      return true;
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof ApiError ? error.code : undefined;
      const secret = settings.attemptsKeySecret;
      log.error('Cannot read or fill the Secret for counting sign-ins; nothing is tested before', { secret, code });
      return false;
    }
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
