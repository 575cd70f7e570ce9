/** A fact about a platform that was known by hearsay only, and what became of it. */
export interface RecalledFact {
  /** Type ids it concerns. */
  platforms: readonly string[];
  fact: string;
  /** Text of the `// unverified:` comment that marks it in the code; it stands on the platform's page as well. */
  mark?: string;
  /** Where it was confirmed since: a page, a specification or public source. */
  confirmedBy?: string;
  /** Why nothing in the code depends on it. */
  unused?: string;
}
