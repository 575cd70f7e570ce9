/** What a server is about to say. */
export interface Said {
  /** What it answers, by the protocol's name for it. */
  step: string;
  bytes: Buffer;
  /** The same with another code, type or status, in the protocol's own form. */
  withCode?: (code: number) => Buffer;
}

export interface Instead {
  send: readonly Buffer[];
  /** The connection ends after it. */
  close?: boolean;
}

/** Sees each thing that a server says before it goes out, and may put another in its place. */
export type Tap = (said: Said) => Instead | undefined;
