/** What happened so far. Each is reported once it is a fact, and none is ever taken back. */
export interface Progress {
  /** A host name is being looked up, or an address dialled. */
  dialled(): void;
  /** The platform itself responded: nothing between, and no outage. */
  reached(): void;
  /** Something that could be refused, and counted against a lockout, is on its way. */
  credentialSent(): void;
  /** The platform accepted the credential. */
  accepted(): void;
}
