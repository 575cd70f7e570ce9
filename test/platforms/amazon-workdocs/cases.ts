import type { PlatformCases } from '../case.ts';

export const cases: PlatformCases = [
  {
    kind: 'reply table',
    name: 'nothing is sent, whatever the Secret has',
    method: 'access-key',
    secret: { accessKeyId: 'canary-key-1', secretAccessKey: 'canary-secret-2' },
    config: { organizationId: 'd-1234567890' },
    expect: { reason: 'PlatformRetired', about: /Amazon WorkDocs.*2025-04-25/ },
  },
];
