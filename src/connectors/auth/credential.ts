import type { Failure } from '../failure.ts';
import type { Conversation } from '../engine/conversation.ts';
import type { Decoration } from '../engine/request.ts';

/** What a sign-in yielded: how to decorate requests, and what is known of the session. */
export interface Credential extends Decoration {
  login?: string;
  /** Made in this test: a token or session, not the stored secret itself. */
  minted?: boolean;
  token?: string;
  session?: Readonly<Record<string, string>>;
  /** Ends what was kept open for the test. */
  close?: () => void;
}

/** Turns the stored secret into something to show to the platform. `options` is the strategy's part of `methods[].auth`. */
export type Strategy<Options> = (
  options: Options,
  talk: Conversation,
) => Promise<Credential | Failure> | Credential | Failure;
