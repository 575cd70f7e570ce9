import type { XdrReader } from './xdr.ts';

/** A program of ONC RPC in one version. */
export interface Program {
  number: number;
  version: number;
  /** Name for people. */
  title: string;
}

export interface Call<T extends object> {
  program: Program;
  procedure: number;
  args?: Uint8Array;
  /** Reads the result. @throws XdrError */
  read: (reader: XdrReader) => T;
}

/** Whom AUTH_SYS claims to be: the server believes it. */
export interface Claim {
  uid: number;
  gid: number;
  /** Supplementary groups, at most 16. */
  gids: readonly number[];
}
