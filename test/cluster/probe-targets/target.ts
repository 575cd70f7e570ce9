import type { ConnectionSpec } from '../../../src/api/connection.gen.ts';
import type { Moment } from '../../../dev/servers/killing-proxy.ts';

/** What may be written to, and can say what is there. */
export interface ProbeTarget {
  name: string;
  secret: Record<string, string>;
  spec: Partial<ConnectionSpec> & Pick<ConnectionSpec, 'platform'>;
  /** Folder to probe in. */
  path: string;
  /** Kills the operator at the nth step. @returns when it has. */
  arm(nth: number, moment: Moment, kill: () => void): Promise<void>;
  /** Steps of the test at hand. */
  steps(): readonly string[];
  /** Every file and what it holds. */
  contents(): Promise<Record<string, string>>;
  stop(): Promise<void>;
}
