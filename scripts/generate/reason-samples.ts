import type { Reason, ReasonDetail } from '../../src/api/reasons.ts';

/** What the example message on a reason's page is about. */
export const samples: Partial<Record<Reason, ReasonDetail>> = {
  InvalidConfiguration: {
    about:
      'spec.config.host is missing (Host, for example sftp.example.com); spec.config.hots is not a setting (did you mean host?)',
  },
  PlatformNotFound: { about: 'bocks: perhaps box is meant' },
  PlatformRetired: { about: 'Amazon WorkDocs (discontinued) ended 2025-04-25' },
  SecretNotFound: { about: 'finance-box (spec.secretRef)' },
  SecretKeyMissing: { about: 'key `password` of Secret `finance-sftp` is missing (Password, for method password)' },
  SecretInvalid: { about: 'key `accessToken` of Secret `finance-box` contains a space' },
  SecretAccessDenied: { about: 'Secret finance-box' },
  MethodAmbiguous: { about: 'jwt, access-token' },
  AccessRefused: { causes: ['the token is wrong', 'this network address is not allowed'] },
  InteractionRequired: { about: 'sharepoint.example.com responds with a sign-in page' },
  PermissionDenied: { about: 'write, delete', credential: 'Accepted' },
  ScopeMissing: { about: 'files:read', credential: 'Accepted' },
  TargetNotFound: { about: 'reported by api.box.com (status 404)' },
  WrongRegion: { about: 'the bucket is in eu-central-1, not in us-east-1' },
  IdentityMismatch: { causes: ['the token belongs to another workspace than `spec.config.teamId`'] },
  CertificateUntrusted: { about: 'files.example.com' },
  CertificateExpired: { about: 'files.example.com' },
  HostKeyUnknown: { about: 'sha256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA' },
  HostKeyMismatch: { about: 'sha256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA' },
  EgressDenied: { about: 'metadata.example.com is not a host of this platform' },
  NameNotResolved: { about: 'files.exmaple.com' },
  ConnectionRefused: { about: 'files.example.com:22' },
  TimedOut: { about: 'files.example.com' },
  ServiceUnavailable: { about: 'files.example.com' },
  UnexpectedReply: { about: 'files.example.com responds with a web page', credential: 'NotAccepted' },
  ProxyFailed: { about: 'it refuses to connect to the platform' },
  TestDelayed: { about: 'this credential was sent and not accepted' },
};

/** What the sentence of a reason is about in general, if it would be incomplete without. */
export const anyOfThem: Partial<Record<Reason, string>> = {
  SecretAccessDenied: 'a Secret or ConfigMap that the Connection names',
};
