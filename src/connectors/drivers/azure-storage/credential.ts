import type { Sas } from './sas.ts';

/** What requests are signed with, or what they show. */
export type Credential = { kind: 'key'; accountKey: string } | { kind: 'sas'; sas: Sas } | Token;

/** An access token, with its claims if it is a JWT. */
export interface Token {
  kind: 'token';
  token: string;
  claims: unknown;
  /** The end of the certificate that signed in. */
  expiresAt: Date | undefined;
}
