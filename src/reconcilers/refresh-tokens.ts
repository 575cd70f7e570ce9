import { createHash } from 'node:crypto';
import type { Connection } from '../api/resources.ts';
import { setbackOf, type TestContext, type Verdict } from '../connectors/index.ts';
import { ApiError, type Clock, type KubeClient, type Logger } from '../runtime/index.ts';
import { fieldManager } from './guarded-status.ts';
import {
  base64,
  collectionOf,
  isOwned,
  manifestOf,
  markOf,
  nameOf,
  pathOf,
  textOf,
  type TokenSecret,
} from './token-secret.ts';

/** A refresh that takes longer than this was cut off, with whoever made it. */
const abandonedMs = 2 * 60_000;
const freshMs = 86_400_000;
const never = new AbortController().signal;

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
  readonly #unsaved = new Map<string, { token: string; parent: string }>();
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
    const stored = await this.#read(connection);
    const isForeign = stored !== undefined && !isOwned(stored, uid);
    const isCurrent = !isForeign && textOf(stored, 'parent') === fingerprint;
    const mark = isCurrent ? markOf(stored) : undefined;
    const state = { stored, fingerprint, isForeign, tookOver: false, busy: false };
    if (mark) {
      state.busy = mark.by !== this.#options.instance && this.#options.clock.now() - mark.sinceMs < abandonedMs;
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
  async #mark(connection: Connection, state: State): Promise<ReturnType<typeof setbackOf> | undefined> {
    const busy = setbackOf('ServiceUnavailable', 'Resolved', ['another operator is renewing the token at this moment']);
    if (state.isForeign) return notStorable(`the Secret ${nameOf(connection)} belongs to something else`);
    if (state.busy) return busy;
    const mark = `${this.#options.instance} ${new Date(this.#options.clock.now()).toISOString()}`;
    try {
      state.stored = await this.#write(connection, state, mark);
      return undefined;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 409) return busy;
      if (error.code === 403)
        return notStorable(
          `the operator may not write the Secret ${nameOf(connection)} (chart value refreshTokens.store)`,
        );
      if (error.code === 422) return notStorable(`the Secret ${nameOf(connection)} cannot be changed, it is immutable`);
      throw error;
    }
  }

  /** The mark stands beside the token, not in the metadata, which an immutable Secret would let us write. */
  async #write(connection: Connection, { stored, fingerprint }: State, mark: string): Promise<TokenSecret> {
    const { client } = this.#options;
    const isNew = textOf(stored, 'parent') !== fingerprint;
    const marked = { parent: base64(fingerprint), refreshing: base64(mark) };
    if (!stored) return client.create(collectionOf(connection), manifestOf(connection, marked), writing);
    const { resourceVersion } = stored.metadata;
    const data = isNew ? { ...marked, refreshToken: null } : marked;
    return client.mergePatch(pathOf(connection), { metadata: { resourceVersion }, data }, writing);
  }

  async #keep(connection: Connection, unsaved: { token: string; parent: string }) {
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
      return setbackOf('InternalError', 'Authenticated', [
        'the renewed token cannot be stored yet; it is kept and not used before',
      ]);
    } finally {
      this.#writing.delete(uid);
    }
  }

  /** Where the old token lives on, the new one is stored once a day, so that what is stored never gets too old. */
  async #refresh(connection: Connection, token: string, { stored, fingerprint, isForeign }: State): Promise<undefined> {
    const { clock, log } = this.#options;
    const storedAt = Date.parse(textOf(stored, 'storedAt') ?? '');
    if (isForeign || clock.now() - storedAt < freshMs) return undefined;
    try {
      await this.#save(connection, { token, parent: fingerprint });
    } catch (error) {
      log.debug('A newer refresh token is not stored', { secret: pathOf(connection), error });
    }
    return undefined;
  }

  /** Whoever holds a new token holds the only one that works, so this write asks for no resourceVersion. */
  async #save(connection: Connection, { token, parent }: { token: string; parent: string }): Promise<void> {
    const { client } = this.#options;
    const storedAt = base64(new Date(this.#options.clock.now()).toISOString());
    const data = { refreshToken: base64(token), parent: base64(parent), storedAt };
    try {
      await client.mergePatch(pathOf(connection), { data: { ...data, refreshing: null } }, writing);
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 404) throw error;
      await client.create(collectionOf(connection), manifestOf(connection, data), writing);
    }
    this.#unsaved.delete(connection.metadata.uid);
  }

  /** The platform answered without a new token: the old one is what it was, unless that was not known before. */
  async #release(connection: Connection, { tookOver }: State): Promise<void> {
    if (tookOver) return;
    const gone = { data: { refreshing: null } };
    await this.#options.client.mergePatch(pathOf(connection), gone, writing).catch((error: unknown) => {
      this.#options.log.warn('The mark of a refresh stays', { secret: pathOf(connection), error });
    });
  }

  async #read(connection: Connection): Promise<TokenSecret | undefined> {
    try {
      return await this.#options.client.get<TokenSecret>(pathOf(connection), { signal: never });
    } catch (error) {
      if (error instanceof ApiError && (error.code === 404 || error.code === 403)) return undefined;
      throw error;
    }
  }
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

/** Not bound to the test's signal: a token that has come must be stored even where the test is given up. */
const writing = { signal: never, fieldManager };

const refusals = new Set(['CredentialsRejected', 'CredentialsRevoked', 'CredentialsExpired', 'AccessRefused']);

function explained(verdict: Verdict, tookOver: boolean): Verdict {
  if (!tookOver || verdict.outcome !== 'failed' || !refusals.has(verdict.reason)) return verdict;
  const causes = [
    'an earlier renewal was cut off between the answer of the platform and storing it, and the old token is dead with it',
  ];
  const checks = verdict.checks.map((check) =>
    check.reason === undefined ? check : { ...check, reason: 'TokenNotRefreshable' },
  );
  return { ...verdict, reason: 'TokenNotRefreshable', causes, checks };
}

function notStorable(cause: string) {
  return setbackOf('TokenNotRefreshable', 'Resolved', [`${cause}; nothing was sent, the token is as it was`]);
}
