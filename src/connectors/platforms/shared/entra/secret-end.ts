import type { PlatformRequestStep } from '../../../../api/platform.gen.ts';

/**
 * When the client secret expires, if the application may read itself (Application.Read.All). Whatever Graph responds
 * does not spoil a test. https://learn.microsoft.com/graph/api/application-get; keyCredentials are left out, because they
 * are throttled by tenant.
 */
export const secretEnd: PlatformRequestStep = {
  when: 'method == "client-secret"',
  request: {
    url: "https://{{graph}}/v1.0/applications(appId='{{config.clientId}}')",
    query: { $select: 'passwordCredentials' },
  },
  replies: [{ when: 'status >= 400', outcome: 'Passed' }],
  facts: { expiry: 'size(living) == 1 ? living[0].endDateTime : null' },
};
