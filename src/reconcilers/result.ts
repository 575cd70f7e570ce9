import type { Verdict } from '../connectors/index.ts';
import type { ObjectVersion } from '../inputs/objects.ts';
import type { Recorded } from './recorded.ts';

/** Versions of everything a verdict depends on. Another version of any of them makes the verdict void. */
export interface TestedInputs {
  uid: string;
  generation: number;
  /** Undefined where there is none, `'unknown'` where Secrets are not watched. */
  secret: ObjectVersion | 'unknown' | undefined;
  /** Versions of CA, proxy Secret and Platform, in one text; undefined where they are not known (after a restart). */
  dependencies: string | undefined;
  /** What the status remembers of them, after a restart. */
  dependencyDigest?: string | undefined;
  /** How often resourceVersions had gone back: those of before cannot be compared with those of after. */
  rewinds?: number | undefined;
}

/** A test that has ended. */
export interface TestResult {
  inputs: TestedInputs;
  verdict: Verdict;
  method: string | undefined;
  /** Milliseconds since 1970 when it ended, as people read it. */
  endedAt: number;
  durationMs: number;
  /** Something changed since the test before, so that its verdict is void. */
  fresh: boolean;
  /** Tests in a row, this one included, that did not end Connected; 0 for Connected. */
  failures: number;
  /** Tests in a row, this one included, that could not tell; 0 otherwise. */
  inconclusive: number;
  /** The credential was accepted by this test or by an earlier one of the same inputs. */
  knownGood: boolean;
  /** By how much the time that people read is ahead of the clock that nobody sets. Default: not at all. */
  aheadMs?: number;
  /** When the next one is due, by the clock that nobody sets; undefined where only a change brings one. */
  nextAt: number | undefined;
  /** Digest of the credential that was tested. */
  credential?: string | undefined;
  /** What the status says of attempts from now on. */
  attempts?: Recorded | undefined;
  /** Value of the test-request annotation that it answers. */
  request: string | undefined;
}
