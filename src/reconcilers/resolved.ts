import type { Plan, Platform, ProxySettings, Verdict } from '../connectors/index.ts';
import type { ObjectVersion } from '../inputs/objects.ts';
import type { RefreshTokenTurn } from '../inputs/refresh-tokens.ts';
import type { Credential } from './credential.ts';

export interface Ready {
  plan: Plan;
  ca: string | undefined;
  proxy: ProxySettings | undefined;
  tokens?: RefreshTokenTurn;
}

/** Everything a test needs, read and checked; or the verdict that something is missing. */
export interface Resolved {
  outcome: Ready | { verdict: Verdict };
  /** The Secret that was read. */
  secret: ObjectVersion | undefined;
  /** Tells whether the content of anything that takes part in the test, not only its metadata, is another one. */
  digest: string | undefined;
  /** What is sent and where; undefined where nothing is. */
  credential: Credential | undefined;
  /** Values that no output may have. */
  secretStrings: string[];
  /** Those that no status may have. */
  hiddenStrings: string[];
  platform: Platform | undefined;
}
