import type { Sas } from './sas.ts';

/** What requests are signed with, or what they show. */
export type Credential =
  { kind: 'key'; accountKey: string } | { kind: 'sas'; sas: Sas } | { kind: 'token'; token: string; claims: unknown };

/** Whom a reply is of, and what it was about. */
export interface Asked {
  host: string;
  /** What was asked about, in words. */
  name: string;
  credential: Credential;
  now: number;
}
