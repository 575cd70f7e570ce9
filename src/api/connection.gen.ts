// Generated from crds/ by `npm run generate`; do not edit.

export type Right = 'Read' | 'Write' | 'Update' | 'Delete';
/**
 * Whether it may read.
 */
export type AccessAnswer = 'Granted' | 'Denied' | 'NotTestable';

export interface ConnectionFields {
  spec: ConnectionSpec;
  status?: ConnectionStatus;
}
/**
 * What to connect to, as whom, and what the connection must be good for.
 */
export interface ConnectionSpec {
  /**
   * Name of the Platform, for example box, slack or sftp; `kubectl get platforms` lists them. If it is changed, everything is tested anew.
   */
  platform: string;
  /**
   * Name for people. Without it one is made from the platform's title and the account or host.
   */
  displayName?: string;
  /**
   * How to sign in, one of the platform's methods. Without it the operator takes the one method whose keys the Secret has, and says MethodAmbiguous where several fit.
   */
  method?: string;
  /**
   * ServiceAccount in the Connection's namespace that signs in by a token of its own (workload identity), instead of a Secret. For methods that say so, and where the operator is allowed to ask for such tokens.
   */
  serviceAccountName?: string;
  /**
   * The Secret with the credential, in the Connection's own namespace. Not needed where the method needs no secret.
   */
  secretRef?: {
    /**
     * Name of the Secret.
     */
    name: string;
    /**
     * Any text that changes with the content of the Secret, for example its SHA-256. It is not compared with anything. A change of it is a change of spec, so that Flux, Helm and `kubectl wait` wait for the verdict on the new credential. Default none: a changed Secret is noticed all the same.
     */
    revision?: string;
  };
  /**
   * Settings of the platform that are not secret, such as host, url or tenant. They are checked against `spec.config` of the Platform; each wrong or unknown key is named in the condition.
   */
  config?: {
    [k: string]: unknown;
  };
  requires?: ConnectionRequires;
  /**
   * When and how to test.
   */
  test?: {
    /**
     * Time between two tests while nothing changes, 10s to 720h; up to 10 % is added or taken so that tests spread out. 0s tests only when something changes. Default 1h.
     */
    interval?: string;
    /**
     * Time limit of one test, 1s to 5m. Default 30s.
     */
    timeout?: string;
    /**
     * How many tests in a row may end without an answer (network down, 429, 5xx) before the last verdict is given up. A clear refusal counts at once. Default 3.
     */
    failureThreshold?: number;
  };
  /**
   * How to check the platform's certificate.
   */
  tls?: {
    /**
     * Certificates (PEM) to trust besides the public ones, in the Connection's namespace.
     */
    caRef?: {
      /**
       * ConfigMap (default) or Secret.
       */
      kind?: 'ConfigMap' | 'Secret';
      /**
       * Name of the ConfigMap or Secret.
       */
      name: string;
      /**
       * Key that holds the certificates.
       */
      key?: string;
    };
    /**
     * Name the server's certificate must be for, where it differs from the host that is dialled.
     */
    serverName?: string;
  };
  /**
   * Secret in the Connection's namespace with an HTTP proxy to go through: key `address` (http://host:port), and `username` and `password` where the proxy asks for them.
   */
  proxyRef?: {
    /**
     * Name of the Secret.
     */
    name: string;
  };
  /**
   * True stops all tests and keeps the last verdict. Default false.
   */
  suspend?: boolean;
}
/**
 * What the job behind this connection will need. A connection that cannot do it is Failed with PermissionDenied.
 */
export interface ConnectionRequires {
  /**
   * Administrator asks for an account that the platform calls an administrator. Where the platform does not tell, the check Authorized is NotTestable.
   */
  role?: 'Standard' | 'Administrator';
  /**
   * Rights the account must have. They are checked by looking; a right that the platform does not tell is NotTestable in status.access. See proof.
   */
  access?: Right[];
  /**
   * Look never writes. Probe writes, reads, overwrites and deletes one small file named .connection-test-UID (UID of the Connection) in path at every test, and proves each right so; nothing else is ever written.
   */
  proof?: 'Look' | 'Probe';
  /**
   * Where the rights are needed, as the platform names it, for example a path, a bucket or a folder id.
   */
  path?: string;
}
/**
 * What the operator found.
 */
export interface ConnectionStatus {
  /**
   * The generation of the spec that this status speaks of; -1 before the first test.
   */
  observedGeneration?: number;
  /**
   * One word for people, derived from the conditions. Programs read the conditions.
   */
  state?: 'Pending' | 'Connected' | 'Failed' | 'Retrying' | 'Suspended';
  /**
   * spec.displayName, or the name made from platform, host and account.
   */
  displayName?: string;
  account?: ConnectionAccount;
  access?: ConnectionAccess;
  /**
   * The ladder of the last test, in order, how far it came.
   */
  checks?: ConnectionCheck[];
  lastTest?: ConnectionLastTest;
  /**
   * Sign-ins within 24 hours that were not accepted, so that a restart of the operator does not repeat them.
   */
  attempts?: {
    /**
     * A keyed digest of the credential that was sent.
     */
    credential?: string;
    /**
     * A keyed digest of the account it was sent for, or `proxy` where it was shown to a proxy.
     */
    account?: string;
    /**
     * When it was sent.
     */
    time?: string;
    /**
     * Refused counts against a lockout. Unanswered may hide a refusal.
     */
    ending?: 'Refused' | 'Unanswered';
    /**
     * The process that sent it. Operators that run at the same time count together by it.
     */
    sender?: string;
    /**
     * Entered before it was sent; whether it was is not known.
     */
    intended?: boolean;
    /**
     * A digest of the spec and of the version of the Secret that it was sent for, by which another release knows it.
     */
    inputs?: string;
  }[];
  /**
   * When the next test is due.
   */
  nextTestTime?: string;
  /**
   * Tests in a row that did not end Connected. Absent where it is none.
   */
  consecutiveFailures?: number;
  /**
   * When the credential ends, where that can be known.
   */
  credentialExpiryTime?: string;
  /**
   * The SSH host key that was trusted at the first test, with hostKeyPolicy TrustOnFirstUse.
   */
  hostKey?: {
    /**
     * The server it belongs to as host:port.
     */
    host?: string;
    /**
     * Its SHA-256 fingerprint as sha256:...
     */
    fingerprint?: string;
  };
  /**
   * The value of the annotation connection-operator.dev/test-requested-at that the last test answered.
   */
  lastHandledTestRequest?: string;
  /**
   * The Secret for workloads to bind to (Service Binding, Provisioned Service).
   */
  binding?: {
    /**
     * Name of the Secret.
     */
    name?: string;
  };
  /**
   * Connected, Failed and Ready always; Reconciling, Stalled and CredentialExpiring while they are so.
   */
  conditions?: ConnectionCondition[];
}
/**
 * The account that the platform says it signed in, as far as the platform tells.
 */
export interface ConnectionAccount {
  /**
   * The platform's id of the account.
   */
  id?: string;
  /**
   * The account's name; its email or id where the platform gives no name.
   */
  name?: string;
  /**
   * The account's e-mail address.
   */
  email?: string;
  /**
   * Tenant, workspace, enterprise or organisation of the account.
   */
  tenant?: string;
  /**
   * Whether the platform calls the account an administrator; absent where it does not tell.
   */
  administrator?: boolean;
}
/**
 * What the account may do, found by looking or, with requires.proof Probe, by doing. NotTestable where the platform does not tell.
 */
export interface ConnectionAccess {
  read?: AccessAnswer;
  /**
   * Whether it may create.
   */
  write?: 'Granted' | 'Denied' | 'NotTestable';
  /**
   * Whether it may change.
   */
  update?: 'Granted' | 'Denied' | 'NotTestable';
  /**
   * Whether it may delete.
   */
  delete?: 'Granted' | 'Denied' | 'NotTestable';
}
export interface ConnectionCheck {
  /**
   * Resolved - configuration and Secret are complete and the host has an address; Reached - the platform answered; Authenticated - it accepted the credential; Authorized - the account may do what spec.requires asks.
   */
  name: 'Resolved' | 'Reached' | 'Authenticated' | 'Authorized';
  /**
   * Passed, Failed, or NotTestable where the platform does not tell.
   */
  result: 'Passed' | 'Failed' | 'NotTestable';
  /**
   * Why it failed, one of the reasons of the Connected condition.
   */
  reason?: string;
}
/**
 * The last test. Its time is refreshed at most every 30 minutes while nothing changes.
 */
export interface ConnectionLastTest {
  /**
   * When the test ended.
   */
  time?: string;
  /**
   * Failed (a clear refusal) or Inconclusive (no answer either way). Absent where it ended Connected.
   */
  outcome?: 'Connected' | 'Failed' | 'Inconclusive';
  /**
   * How it ended, one of the reasons of the Connected condition.
   */
  reason?: string;
  /**
   * How long the test took, in milliseconds.
   */
  durationMs?: number;
  /**
   * The generation of the spec that was tested. Absent where it is observedGeneration.
   */
  generation?: number;
  /**
   * The method that was used.
   */
  method?: string;
  /**
   * A keyed digest of the credential that was tested.
   */
  credential?: string;
  /**
   * A keyed digest of this status, without attempts, by which the operator knows after a restart that nobody else wrote it.
   */
  seal?: string;
  /**
   * The version of the Secret that was tested.
   */
  secret?: {
    /**
     * Its uid.
     */
    uid?: string;
    /**
     * Its resourceVersion.
     */
    resourceVersion?: string;
  };
  /**
   * Digest of the versions of Platform, CA and proxy that it was tested with, where it has other ones than a built-in Platform. A change that comes while no operator runs is noticed by it.
   */
  dependencies?: string;
}
export interface ConnectionCondition {
  /**
   * Connected, Failed, Ready, Reconciling, Stalled or CredentialExpiring.
   */
  type: string;
  /**
   * True, False or Unknown.
   */
  status: 'True' | 'False' | 'Unknown';
  /**
   * The generation of the spec that the condition speaks of.
   */
  observedGeneration?: number;
  /**
   * When the status of this condition last changed.
   */
  lastTransitionTime: string;
  /**
   * One word for programs; the documentation has a page for each.
   */
  reason: string;
  /**
   * What is wrong and what to do about it.
   */
  message: string;
}
