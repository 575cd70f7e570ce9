import type { PlatformRequestStep } from '../../../api/platform.gen.ts';
import type { Passed } from '../../engine/step.ts';

/** The last step of the test that was taken, and its response. */
export interface Tested {
  step: PlatformRequestStep;
  passed: Passed;
}
