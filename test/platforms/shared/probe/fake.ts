import type { FakeRoute } from '../../../support/fake-platform.ts';
import type { FakeDisk } from './disk.ts';

/** A platform with a folder, in which a probe may write. */
export interface ProbeFake {
  platform: string;
  method: string;
  config: Record<string, unknown>;
  secret: Record<string, string>;
  /** `requires.path` */
  path: string;
  routes(disk: FakeDisk): Record<string, FakeRoute>;
  /** What is asked of the platform where all goes well and there is no left-over, in order. */
  steps: readonly string[];
}
