import { createHash } from 'node:crypto';
import type { Connection } from '../api/resources.ts';
import type { Failure, TestContext, Verdict } from '../connectors/index.ts';
import { wallOf, type Clock, type KubeClient, type Logger } from '../runtime/index.ts';
import { busy, explained, notStorable, notStoredYet, unmarked } from './refresh-failures.ts';
import {
  isOwned,
  markOf,
  nameOf,
  pathOf,
  readTokenSecret,
  removeMark,
  storeToken,
  textOf,
  writeMark,
  type TokenSecret,
} from './token-secret.ts';

/** A refresh that takes longer than this was cut off, with whoever made it. */
const abandonedMs = 2 * 60_000;
const freshMs = 86_400_000;

type HookName = 'beforeRefresh' | 'keepRefreshToken' | 'releaseRefresh';

/** The part of a test that has to do with a refresh token. */
export interface RefreshTokenTurn {
  /** The token to use in place of the one in the connection's Secret. */
  current: string | undefined;
  hooks: { [Hook in HookName]: NonNullable<TestContext[Hook]> };
  /** A refusal after a refresh that was cut off means something else than a wrong token. */
  explain(verdict: Verdict): Verdict;
}

export interface RefreshTokenStoreOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  instance: string;
}

/**
 * Keeps the refresh tokens of platforms that kill the old one with each new one, in a Secret `<name>-tokens` that the
 * Connection owns.
 *
 * Before a refresh the Secret is marked: that proves that it can be written, so that no token is burnt which could not be
 * stored, and it keeps other operators out. The new token is stored before it is used. Where that fails it is kept in
 * memory and stored later; the old one is never sent again. A mark that is old tells of an operator that was killed.
 */
export class RefreshTokenStore {
  readonly #options: RefreshTokenStoreOptions;
  /** Tokens that could not be stored yet, by uid of their Connection. */
  readonly #unsaved = new Map<string, Unsaved>();
  /** Writes that are under way, also of tests that were given up. */
  readonly #writing = new Map<string, Promise<unknown>>();

  constructor(options: RefreshTokenStoreOptions) {
    this.#options = options;
  }

  /** @param parent - the refresh token in the connection's own Secret; another one there wins over what is stored */
  async open(connection: Connection, parent: string): Promise<RefreshTokenTurn> {
    const { uid } = connection.metadata;
    await this.#writing.get(uid);
    const fingerprint = createHash('sha256').update(parent).digest('hex');
    const unsaved = this.#unsaved.get(uid);
    if (unsaved?.parent === fingerprint) await this.#save(connection, unsaved);
    const stored = await readTokenSecret(this.#options.client, connection);
    const isForeign = stored !== undefined && !isOwned(stored, uid);
    const isCurrent = !isForeign && textOf(stored, 'parent') === fingerprint;
    const mark = isCurrent ? markOf(stored) : undefined;
    const state = { stored, fingerprint, isForeign, tookOver: false, busy: false };
    if (mark) {
      state.busy = mark.by !== this.#options.instance && wallOf(this.#options.clock) - mark.sinceMs < abandonedMs;
      state.tookOver = !state.busy;
    }
    return this.#turn(connection, isCurrent ? textOf(stored, 'refreshToken') : undefined, state);
  }

  #turn(connection: Connection, current: string | undefined, state: State): RefreshTokenTurn {
    return {
      current,
      hooks: {
        beforeRefresh: () => this.#mark(connection, state),
        keepRefreshToken: (token, oldLives) =>
          oldLives
            ? this.#refresh(connection, token, state)
            : this.#keep(connection, { token, parent: state.fingerprint }),
        releaseRefresh: () => this.#release(connection, state),
      },
      explain: (verdict) => explained(verdict, state.tookOver),
    };
  }

  /** Nothing has been sent to the platform yet: whatever goes wrong here has cost nothing. */
  async #mark(connection: Connection, state: State): Promise<Failure | undefined> {
    const secret = nameOf(connection);
    if (state.isForeign) return notStorable(`the Secret ${secret} belongs to something else`);
    if (state.busy) return busy();
    const { client, clock, instance } = this.#options;
    const mark = { by: instance, sinceMs: wallOf(clock) };
    try {
      state.stored = await writeMark(client, connection, { ...state, mark });
      return undefined;
    } catch (error) {
      const failure = unmarked(error, secret);
      if (!failure) throw error;
      return failure;
    }
  }

  async #keep(connection: Connection, unsaved: Unsaved): Promise<Failure | undefined> {
    const { uid } = connection.metadata;
    this.#unsaved.set(uid, unsaved);
    const saving = this.#save(connection, unsaved);
    this.#writing.set(
      uid,
      saving.catch(() => {}),
    );
    try {
      await saving;
      return undefined;
    } catch (error) {
      this.#options.log.error('A renewed token is kept in memory: it cannot be stored', {
        secret: pathOf(connection),
        error,
      });
      return notStoredYet();
    } finally {
      this.#writing.delete(uid);
    }
  }

  /** Where the old token lives on, the new one is stored once a day, so that what is stored never gets too old. */
  async #refresh(connection: Connection, token: string, { stored, fingerprint, isForeign }: State): Promise<undefined> {
    const { clock, log } = this.#options;
    const storedAt = Date.parse(textOf(stored, 'storedAt') ?? '');
    if (isForeign || wallOf(clock) - storedAt < freshMs) return undefined;
    try {
      await this.#save(connection, { token, parent: fingerprint });
    } catch (error) {
      log.debug('A newer refresh token is not stored', { secret: pathOf(connection), error });
    }
    return undefined;
  }

  async #save(connection: Connection, token: Unsaved): Promise<void> {
    const { client, clock } = this.#options;
    await storeToken(client, connection, { ...token, storedAtMs: wallOf(clock) });
    this.#unsaved.delete(connection.metadata.uid);
  }

  /** The platform answered without a new token: the old one is what it was, unless that was not known before. */
  async #release(connection: Connection, { tookOver }: State): Promise<void> {
    if (tookOver) return;
    const { client, log } = this.#options;
    await removeMark(client, connection).catch((error: unknown) => {
      log.warn('The mark of a refresh stays', { secret: pathOf(connection), error });
    });
  }
}

interface Unsaved {
  token: string;
  /** Fingerprint of the token in the connection's own Secret that it descends from. */
  parent: string;
}

interface State {
  /** The Secret of that name is not ours. */
  isForeign: boolean;
  stored: TokenSecret | undefined;
  fingerprint: string;
  /** The mark of a refresh that was cut off was found. */
  tookOver: boolean;
  /** The mark of another operator's refresh was found. */
  busy: boolean;
}
