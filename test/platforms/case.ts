import type { ConnectionRequires } from '../../src/api/connection.gen.ts';
import type { Reason } from '../../src/api/reasons.ts';
import type { Stage } from '../../src/connectors/failure.ts';
import type { CredentialFate } from '../../src/connectors/verdict.ts';
import type { Access, Account, TestContext } from '../../src/connectors/index.ts';

/** Five kinds that every method of every platform must have; `reply table` holds the other rows of its table. */
export const requiredKinds = ['connected', 'rejected', 'timed out', 'unexpected reply', 'malformed secret'] as const;
export type Kind = (typeof requiredKinds)[number] | 'reply table';

export interface Expected {
  /** `Verified` = connected. */
  reason: Reason;
  /**
   * The stage at which it fails: those before it passed, those after it are absent. Default: the usual one of the reason, or
   * Resolved if nothing is sent. Of a good verdict, the one that is NotTestable.
   */
  stage?: Stage;
  /** What became of the credential on the wire. */
  credential?: CredentialFate;
  about?: RegExp;
  /** How many possible causes the message names. */
  causes?: number;
  account?: Partial<Account>;
  /** Exactly these rights. */
  access?: Access;
  retryAfterMs?: number;
  /** When the credential ends, ISO 8601. */
  expiresAt?: string;
}

/** A platform that runs for one case. */
export interface Started {
  /** Laid over the case's own, for example a url or port that is known only now. */
  config?: Record<string, unknown>;
  /** Laid over the default context: `resolve`, `ca`, `now` … */
  context?: Partial<TestContext>;
  /** What was asked of the platform in a way that it does not document; each fails the test. */
  violations?(): readonly string[];
  /** Every address that was requested; no secret may be in one. */
  urls?(): readonly string[];
  /** Texts that must be in no verdict besides the Secret's writeOnly values: minted tokens, markers in replies. */
  canaries?(): readonly string[];
  /** After the verdict: what else must be so, for example how often somebody logged in. */
  check?(): void;
  stop(): Promise<void>;
}

export interface PlatformCase {
  kind: Kind;
  name: string;
  /** Name of the method, always given to `planConnection`. */
  method: string;
  config?: Record<string, unknown>;
  secret?: Record<string, string>;
  requires?: ConnectionRequires;
  /** Token of the service account, for a method that signs in with one. */
  identityToken?: string;
  /** Further texts that no verdict may hold, such as parts of a file in one key. */
  canaries?: readonly string[];
  /** Absent where the input is wrong: then nothing may be sent, and `planConnection` must refuse. */
  start?(): Promise<Started>;
  /** What this machine would need for it and does not have: the case is skipped, or fails with `CI=true`. */
  lacks?: string | undefined;
  /** Default 10 s; a `timed out` case has a short one and a platform that never answers. */
  timeoutMs?: number;
  expect: Expected;
}

/** What `<platform>.cases.ts` exports as `cases`. */
export type PlatformCases = readonly PlatformCase[];
