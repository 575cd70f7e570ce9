import type { PlatformAnonymous } from '../../../api/platform.gen.ts';

/** The response names the account, so the test is not repeated: a stranger only asks for the schemes before Basic is shown. */
export const onlySchemes: PlatformAnonymous = { when: 'false' };
