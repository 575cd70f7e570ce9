import type { PlatformMethod, PlatformSpec } from '../../src/connectors/platform.ts';

/** A mistake that a platform's data could have, which its vendor would refuse or its user would suffer. */
export type Mistake = [what: string, method: string, make: (spec: PlatformSpec, method: PlatformMethod) => void];
