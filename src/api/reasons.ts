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

const askForTest = 'ask for a test (annotation connection-operator.dev/test-requested-at)';

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
    action: 'The first test is under way.',
  },
  CredentialChanged: {
    outcome: 'pending',
    stage: 'Resolved',
    transient: true,
    lockout: 'none',
    message: 'The credential or the connection changed since the last test',
    action: 'The new test is under way.',
  },
  Suspended: {
    outcome: 'pending',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'Not tested: the connection is suspended',
    action: 'Set spec.suspend to false to test it.',
  },

  InvalidConfiguration: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'refusal',
    message: 'The configuration is wrong[: {about}]',
    // What is wrong says itself where, and a row of a platform says what to do.
    action: '',
  },
  PlatformNotFound: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'There is no platform[ {about}]',
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
    message: 'There is no Secret[ {about} in this namespace]',
    action: 'Create it; it is noticed at once.',
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
    message: 'The Secret has a value that cannot be right[: {about}]',
    action: 'Correct it in the Secret; nothing was sent to the platform.',
  },
  SecretAccessDenied: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'The operator may not read[ {about}]',
    action: 'Give its service account the right to get it.',
  },
  MethodAmbiguous: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'none',
    message: 'The Secret fits more than one way to sign in[: {about}]',
    action: 'Set spec.method to the one that is meant.',
  },
  CredentialsRejected: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The platform rejected the credential',
    action:
      'Correct it in the Secret. Until something changes it is not sent again for a long while, so that the account is not locked.',
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
    message: 'The credential was revoked, or its account or application was disabled',
    action: 'Enable the account or issue a new credential, and put it into the Secret.',
  },
  AccessRefused: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The platform refuses and does not say why[: {about}]',
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
    message: 'The platform wants a person to act before this credential works[: {about}]',
    action: `Do what it asks for (consent, approval, sign-in), then ${askForTest}.`,
  },
  TokenNotRefreshable: {
    outcome: 'failed',
    stage: 'Authenticated',
    transient: false,
    lockout: 'refusal',
    message: 'The access token has ended and cannot be renewed',
    action: 'Put a new token into the Secret, or use a method that renews its tokens.',
  },
  PermissionDenied: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The account is good but may not do this[: {about}]',
    action: 'Give the account the right on the platform, or lower spec.requires.',
  },
  ScopeMissing: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The credential is good but lacks a scope[: {about}]',
    action: 'Add the scope to the application or token on the platform, and approve it where it must be approved.',
  },
  TargetNotFound: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The account cannot find[ {about}]',
    action: 'Check the name in spec.config or spec.requires, and that the account may see it.',
  },
  WrongRegion: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The account is in another region or cloud[: {about}]',
    action: 'Correct the region in spec.config.',
  },
  IdentityMismatch: {
    outcome: 'failed',
    stage: 'Authorized',
    transient: false,
    lockout: 'refusal',
    message: 'The credential works, but for another account or tenant than configured[: {about}]',
    action: 'Correct spec.config, or put the credential of the right account into the Secret.',
  },
  CertificateUntrusted: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: "The server's certificate cannot be trusted[: {about}]; no credential was sent",
    action: 'Name the authority that issued it in spec.tls.caRef, or the name it is for in spec.tls.serverName.',
  },
  CertificateExpired: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: "The server's certificate has expired[: {about}]; no credential was sent",
    action: 'Have it renewed on the server.',
  },
  HostKeyUnknown: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: 'The host key of the server is not known; no credential was sent[. The server showed {about}]',
    action: 'Compare it with what the owner of the server says, then put it into spec.config.hostKeys.',
  },
  HostKeyMismatch: {
    outcome: 'failed',
    stage: 'Reached',
    transient: false,
    lockout: 'none',
    message: 'The server showed another host key than the trusted one; no credential was sent[. It showed {about}]',
    action:
      'Find out why it changed: someone may be between you and the server. Only then correct spec.config.hostKeys.',
  },
  EgressDenied: {
    outcome: 'failed',
    stage: 'Resolved',
    transient: false,
    lockout: 'refusal',
    message: 'The operator may not send a credential there[: {about}]',
    action: 'Correct the address, or have the operator allow it: --egress-allow, which is egress.allow in the chart.',
  },

  NameNotResolved: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'none',
    message: 'The host name has no address[: {about}]',
    action: 'Check the name, and the DNS of the cluster; where an account is part of the name, check the account.',
  },
  ConnectionRefused: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'none',
    message: 'Nobody answers at the address[: {about}]',
    action: 'Check host and port, that the server runs, and that a firewall lets the operator through.',
  },
  TimedOut: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'silence',
    message: 'No answer in time[: {about}]',
    action: 'Check that the server is reachable from the cluster; spec.test.timeout allows more time.',
  },
  RateLimited: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'silence',
    message: 'The platform asks to wait',
    action: 'Nothing to do; the test is repeated when it allows it.',
  },
  ServiceUnavailable: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'silence',
    message: 'The platform is not available[: {about}]',
    action: 'Nothing to do; the test is repeated.',
  },
  UnexpectedReply: {
    outcome: 'inconclusive',
    stage: 'Authenticated',
    transient: true,
    lockout: 'refusal',
    message: 'The answer cannot be understood, so it proves nothing[: {about}]',
    action:
      'Check that address and port are those of the service, and that no proxy or sign-in page answers in its place.',
  },
  ProxyFailed: {
    outcome: 'inconclusive',
    stage: 'Reached',
    transient: true,
    lockout: 'none',
    message: 'The proxy refused or failed[: {about}]',
    action: 'Check the Secret named in spec.proxyRef.',
  },
  ClockSkew: {
    outcome: 'inconclusive',
    stage: 'Authenticated',
    transient: true,
    lockout: 'refusal',
    message: "The operator's clock and the platform's differ too much",
    action: 'Correct the clock of the node or of the server; nothing is said about the credential.',
  },
  InternalError: {
    outcome: 'inconclusive',
    stage: 'Resolved',
    transient: true,
    lockout: 'silence',
    message: 'The test itself failed',
    action: 'This is a defect of the operator or of its image; its log has the details.',
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
}

/** The message of Verified: a protocol may have no credential that could be proved. */
export function verifiedMessage(credentialProved: boolean): string {
  if (credentialProved) return messageOf('Verified');
  return 'The platform answers and lets this in. It asks for no credential, so none was proved.';
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

/** The message of a condition: what is so, the possible causes, what to do. */
export function messageOf(reason: Reason, detail: ReasonDetail = {}): string {
  const { message, action } = reasons[reason];
  const about = detail.about ?? '';
  const what = message.replace(/\[([^\]]*)\]/, about === '' ? '' : '$1').replace('{about}', () => about);
  const causes = detail.causes?.length ? `Possible causes: ${detail.causes.join('; ')}.` : '';
  const remedy = detail.fix ?? action;
  return [what.endsWith('.') ? what : `${what}.`, causes, remedy].filter(Boolean).join(' ');
}
