import type { Flow } from './offer.ts';
import type { SignedIn } from './outcome.ts';
import type { SignInRefusal } from './refusal.ts';

/** What a person is told while a sign-in waits. */
export interface Waiting {
  flow: Flow;
  /** The address to open. */
  url: string;
  /** A short address on this machine that leads to it. */
  shortUrl?: string | undefined;
  /** The redirect address that is used; it must be registered exactly so. */
  redirectUri?: string | undefined;
  /** Scopes that are asked for, separated by spaces. */
  scope?: string | undefined;
  /** Code to enter on the page, of flow device. */
  userCode?: string | undefined;
  /** Paste: only what the person pastes ends the sign-in. */
  takes: 'Callback' | 'Paste' | 'Poll';
  /** Takes a whole address, its query, or a bare code. */
  paste?: ((text: string) => Promise<SignedIn | SignInRefusal>) | undefined;
}

/** The end of one sign-in: the first result counts, and everything that was opened for it is closed. */
export class Ending {
  readonly signal: AbortSignal;
  readonly result: Promise<SignedIn | SignInRefusal>;
  readonly #settle: (result: SignedIn | SignInRefusal) => void;
  readonly #controller = new AbortController();
  readonly #closers: (() => void)[] = [];
  readonly #onNotice: ((notice: SignInRefusal) => void) | undefined;
  #ended = false;

  constructor(onNotice?: (notice: SignInRefusal) => void) {
    const { promise, resolve } = Promise.withResolvers<SignedIn | SignInRefusal>();
    this.result = promise;
    this.#settle = resolve;
    this.signal = this.#controller.signal;
    this.#onNotice = onNotice;
  }

  get ended(): boolean {
    return this.#ended;
  }

  end(result: SignedIn | SignInRefusal): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#settle(result);
    this.#controller.abort();
    for (const close of this.#closers) close();
  }

  onEnd(close: () => void): void {
    if (this.#ended) close();
    else this.#closers.push(close);
  }

  /** Something that does not end the sign-in, such as the response of another one. */
  notice(notice: SignInRefusal): void {
    this.#onNotice?.(notice);
  }
}
