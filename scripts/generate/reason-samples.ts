import type { Reason, ReasonDetail } from '../../src/api/reasons.ts';

/** What the sample message on a reason's page is about. */
export const samples: Partial<Record<Reason, ReasonDetail>> = {
  InvalidConfiguration: { about: 'hots is not a setting of this platform; host is missing' },
  PlatformNotFound: { about: 'bocks: perhaps box is meant' },
  PlatformRetired: { about: 'Amazon WorkDocs ended 2025-04-25' },
  SecretNotFound: { about: 'finance-box' },
  SecretKeyMissing: { about: 'password is missing, for method basic' },
  SecretInvalid: { about: 'privateKey is cut off: its "-----END ...-----" line is missing' },
  SecretAccessDenied: { about: 'Secret finance-box' },
  MethodAmbiguous: { about: 'jwt, access-token' },
  AccessRefused: { causes: ['the token is wrong', 'this network address is not allowed'] },
  PermissionDenied: { about: 'write, delete' },
  ScopeMissing: { about: 'files:read' },
  TargetNotFound: { about: 'what was asked for at api.box.com' },
  WrongRegion: { about: 'the bucket is in eu-central-1' },
  CertificateUntrusted: { about: 'files.example.com' },
  CertificateExpired: { about: 'files.example.com' },
  HostKeyUnknown: { about: 'sha256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA' },
  HostKeyMismatch: { about: 'sha256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA' },
  EgressDenied: { about: 'metadata.example.com' },
  NameNotResolved: { about: 'files.exmaple.com' },
  ConnectionRefused: { about: 'files.example.com:22' },
  TimedOut: { about: 'files.example.com' },
  ServiceUnavailable: { about: 'files.example.com:22 takes no more connections at the moment' },
  UnexpectedReply: { about: 'files.example.com answers with a web page' },
  ProxyFailed: { about: 'proxy.example.com:3128' },
};

/** What stands there where a reason is described in general and its sentence would be incomplete. */
export const anyOfThem: Partial<Record<Reason, string>> = {
  PlatformNotFound: 'of this name',
  SecretNotFound: 'of this name',
  SecretAccessDenied: 'the Secret or ConfigMap that the connection names',
  TargetNotFound: 'what was asked for',
};
