import type { Problem } from './problems.ts';

/**
 * The catalogue of reasons: a contract. Each reason's outcome, what it says and what to do about it; status messages
 * and docs/reasons.md are made from it. A message never holds a platform's text, an id, a time or a secret.
 */
export type Outcome = 'connected' | 'failed' | 'inconclusive' | 'pending';

interface ReasonEntry {
  readonly outcome: Outcome;
  /** The stage at which it is usually found. */
  readonly stage: 'Resolved' | 'Reached' | 'Authenticated' | 'Authorized';
  /** Whether it may pass without anybody doing anything. */
  readonly transient: boolean;
  /**
   * What it is taken for if the credential was sent and not accepted: `refusal`, which may count against a lockout;
   * `silence`, which may hide one; `none`, because nothing can have been sent.
   */
  readonly lockout: 'refusal' | 'silence' | 'none';
  /** What is so; `{about}` is the key, host, path or name it is about, and the words around it vanish where there is none. */
  readonly message: string;
  /** What a person should do. */
  readonly action: string;
}

const askForTest = 'request a test (annotation connection-operator.dev/test-requested-at)';

export const reasons = {
  Verified: {
    outcome: 'connected',
    stage: 'Authorized',
    transient: false,
    lockout: 'none',
    message: 'The platform accepted the credential',
    action: '',
  },

  Pending: {
    outcome: 'pending',
    stage: 'Resolved',
    transient: true,
    lockout: 'none',
    message: 'Not tested yet',
    action: 'The first test is in progress.',
  },
  CredentialChanged: {
    outcome: 'pending',
    stage: 'Resolved',
    transient: true,
    lockout: 'none',
    message: 'The credential or the connection has changed since the last test',
    action: 'The new test is in progress.',
  },
  Suspended: {
    outcome: 'pending',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'Not tested: the connection is suspended',
    action: 'Set `spec.suspend` to false to test it.',
  },

  InvalidConfiguration: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'refusal',
    message: 'The configuration is invalid[: {about}]',
    action: '',
  },
  PlatformNotFound: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'Platform not found[: {about}]',
    action: 'Set `spec.platform` to a name that `kubectl get platforms` lists, or add a Platform of that name.',
  },
  PlatformRetired: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'The service no longer exists[: {about}]',
    action: 'Move the content and use another platform.',
  },
  SecretNotFound: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'Secret not found[: {about}]',
    action: 'Create it in the namespace of the Connection. The operator notices it within a second.',
  },
  SecretKeyMissing: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'The Secret is incomplete[: {about}]',
    action: 'Add what is missing to the Secret.',
  },
  SecretInvalid: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'The Secret has an invalid value[: {about}]',
    action: 'Correct it in the Secret. Nothing was sent to the platform.',
  },
  SecretAccessDenied: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'The operator is not allowed to read[ {about}]',
    action: 'Grant the ServiceAccount of the operator the verb `get` on it.',
  },
  MethodAmbiguous: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'The Secret fits more than one method[: {about}]',
    action: 'Set `spec.method` to the one that you mean.',
  },
  CredentialsRejected: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The platform rejected the credential',
    action:
      'Correct it in the Secret. The same credential is not sent again for a long time, so that the account is not locked.',
  },
  CredentialsExpired: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The credential has expired[: {about}]',
    action: 'Put a new one into the Secret.',
  },
  CredentialsRevoked: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The credential was revoked, or its account or application is disabled',
    action: 'Enable the account or issue a new credential, and put it into the Secret.',
  },
  AccessRefused: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The platform refuses access and does not say why[: {about}]',
    action: 'Check each possible cause.',
  },
  AccountLocked: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The account is locked',
    action: `Unlock it on the platform, then ${askForTest}.`,
  },
  InteractionRequired: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message:
      'User interaction is required (consent, approval or a second factor) before this credential can be used[: {about}]',
    action: `Complete it on the platform, then ${askForTest}.`,
  },
  TokenNotRefreshable: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The access token has expired and cannot be refreshed',
    action: 'Put a new token into the Secret, or use a method that refreshes its tokens.',
  },
  PermissionDenied: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The account lacks permission[: {about}]',
    action: 'Grant the permission on the platform, or lower `spec.requires`.',
  },
  ScopeMissing: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The credential lacks a scope[: {about}]',
    action: 'Add the scope to the application or token on the platform, and have it approved if that is required.',
  },
  TargetNotFound: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'Not found[: {about}]',
    action: 'Check the address and the names in `spec.config` and `spec.requires`, and that the account can see them.',
  },
  WrongRegion: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The account is in another region or cloud[: {about}]',
    action: 'Correct the region in `spec.config`.',
  },
  IdentityMismatch: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The credential works, but it belongs to another account or tenant than configured[: {about}]',
    action: 'Correct `spec.config`, or put the credential of the right account into the Secret.',
  },
  CertificateUntrusted: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: 'The certificate of the server is not trusted[: {about}]. No credential was sent',
    action:
      'Set `spec.tls.caRef` to the authority that issued it, or `spec.tls.serverName` to the name that it is issued for.',
  },
  CertificateExpired: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: 'The certificate of the server, or of an authority, has expired[: {about}]. No credential was sent',
    action: 'Have it renewed on the server.',
  },
  HostKeyUnknown: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: 'The host key of the server is unknown. No credential was sent[. The server showed {about}]',
    action: 'Compare it with what the owner of the server says, then add it to `spec.config.hostKeys`.',
  },
  HostKeyMismatch: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: 'The server showed another host key than the trusted one. No credential was sent[. It showed {about}]',
    action:
      'Find out why it changed: someone may be between you and the server. Only then correct `spec.config.hostKeys`.',
  },
  EgressDenied: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'refusal',
    message: 'The operator is not allowed to send a credential there[: {about}]',
    action: 'Correct the address, or allow it: flag --egress-allow, chart value egress.allow.',
  },

  NameNotResolved: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'none',
    message: 'Cannot resolve host name[ {about}]',
    action: 'Check the name and the DNS of the cluster. If the name contains the name of an account, check that too.',
  },
  ConnectionRefused: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'none',
    message: 'Connection refused[ by {about}]',
    action: 'Check host and port, that the server is running, and that no firewall blocks the operator.',
  },
  TimedOut: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'silence',
    message: 'Timed out[ waiting for {about}]',
    action: 'Check that the server can be reached from the cluster. `spec.test.timeout` allows more time.',
  },
  RateLimited: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'silence',
    message: 'The platform is rate limiting requests',
    action: 'The test is repeated as soon as the platform allows it.',
  },
  ServiceUnavailable: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'silence',
    message: 'The platform is unavailable[: {about}]',
    action: 'The test is repeated.',
  },
  UnexpectedReply: {
    outcome: 'inconclusive',
    stage: 'Authenticated',
    transient: true,
    lockout: 'refusal',
    message: 'Unexpected response[: {about}]',
    action:
      'Check that address and port are those of the service, and that no proxy or sign-in page responds in its place.',
  },
  ProxyFailed: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'none',
    message: 'The proxy refused or failed[: {about}]',
    action: 'Check the Secret in `spec.proxyRef`.',
  },
  ClockSkew: {
    outcome: 'inconclusive',
    stage: 'Authenticated',
    transient: true,
    lockout: 'refusal',
    message: 'The clocks of the operator and the platform differ too much',
    action: 'Correct the clock of the node or of the server. The credential was neither accepted nor rejected.',
  },
  TestDelayed: {
    outcome: 'inconclusive',
    stage: 'Resolved',
    transient: true,
    lockout: 'none',
    message: 'The test waits so that the account is not locked[: {about}]',
    action: `\`status.nextTestTime\` says when it is made. Correct the credential in the Secret; or unlock the account and ${askForTest}.`,
  },
  InternalError: {
    outcome: 'inconclusive',
    stage: 'Resolved',
    transient: true,
    lockout: 'silence',
    message: 'The test could not be made',
    action: 'This is a defect of the operator or of its image. Its log has the details.',
  },
} as const satisfies Record<string, ReasonEntry>;

export type Reason = keyof typeof reasons;
type ReasonOf<O extends Outcome> = { [R in Reason]: (typeof reasons)[R]['outcome'] extends O ? R : never }[Reason];
export type FailedReason = ReasonOf<'failed'>;
export type InconclusiveReason = ReasonOf<'inconclusive'>;

/** What a message may name besides the catalogue's words: our nouns (key, host, path) and a table's causes. */
export interface ReasonDetail {
  about?: string | undefined;
  causes?: readonly string[] | undefined;
  /** What to do about it, in place of the catalogue's advice. */
  fix?: string | undefined;
  /** What is wrong with what was entered; `about` is one rendering of it. */
  problems?: readonly Problem[] | undefined;
  /** What became of the credential. */
  credential?: string | undefined;
}

/** The message of Verified: a protocol may have no credential that could be proved. */
export function verifiedMessage(credentialProved: boolean): string {
  if (credentialProved) return messageOf('Verified');
  return 'Reachable. This protocol does not authenticate the client, so no credential was verified.';
}

export function isReason(text: string | undefined): text is Reason {
  return text !== undefined && Object.hasOwn(reasons, text);
}

export function isFailed(reason: Reason): reason is FailedReason {
  return reasons[reason].outcome === 'failed';
}

/** What a verdict with this reason is taken for if the credential was sent and not accepted. */
export function lockoutOf(reason: Reason): ReasonEntry['lockout'] {
  return reasons[reason].lockout;
}

/** The platform said no to a credential as such. */
export function isRefusal(reason: Reason): boolean {
  const { outcome, stage, lockout } = reasons[reason];
  return outcome === 'failed' && stage === 'Authenticated' && lockout === 'refusal';
}

export function isInconclusive(reason: Reason): reason is InconclusiveReason {
  return reasons[reason].outcome === 'inconclusive';
}

/** That the account signed in is said only if it did. */
function isSignedIn(reason: Reason, { credential }: ReasonDetail): boolean {
  return (reason === 'PermissionDenied' || reason === 'ScopeMissing') && credential === 'Accepted';
}

const neither = 'The credential was neither accepted nor rejected.';

function causesOf({ causes = [] }: ReasonDetail): string {
  if (causes.length === 0) return '';
  return `Possible cause${causes.length === 1 ? '' : 's'}: ${causes.join('; ')}.`;
}

/** The message of a condition: what is so, the possible causes, what to do. */
export function messageOf(reason: Reason, detail: ReasonDetail = {}): string {
  const { message, action } = reasons[reason];
  // A setting that is wrong for one reason alone is wrong for that reason.
  const known = reason === 'InvalidConfiguration' && !detail.about && detail.causes?.length === 1;
  const about = detail.about ?? (known ? detail.causes![0]! : '');
  const said = isSignedIn(reason, detail) ? `Signed in, but t${message.slice(1)}` : message;
  const what = said.replace(/\[([^\]]*)\]/, about === '' ? '' : '$1').replace('{about}', () => about);
  const causes = known ? '' : causesOf(detail);
  const open = reason === 'UnexpectedReply' && detail.credential === 'NotAccepted' ? neither : '';
  const remedy = detail.fix ?? action;
  return [/[.?]$/.test(what) ? what : `${what}.`, open, causes, remedy].filter(Boolean).join(' ');
}
