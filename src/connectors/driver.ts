import type { DriverContext } from './context.ts';
import type { Failure } from './failure.ts';
import type { Plan } from './platform.ts';
import type { ProbeFile } from './probe/probe-file.ts';
import type { AllowedHost } from './transport/hosts.ts';
import type { Access, Account, LearnedHostKey } from './verdict.ts';

/** What speaks to a platform: its phases, in the order in which the ladder takes them. It never names a stage. */
export interface Driver {
  /**
   * Checks without the network what a schema cannot say, such as a private key that does not parse. What it says of a
   * setting or a key begins with its name, by which forms and commands know where it is.
   */
  inspect?(plan: Plan, now: number): Failure | undefined;
  /** Signs in and finds out as whom, and reports its progress. Never throws for what a platform, a network or a Secret can do. */
  open(plan: Plan, context: DriverContext): Promise<Opened | Failure>;
  /** Hosts that the settings come to besides those of the Platform: the credential is sent there, so they need the same consent. */
  hosts?(plan: Plan): readonly AllowedHost[];
  /** Whether `spec.proxyRef` can be used; a driver without it refuses one. */
  proxy?: boolean;
  /** Whether it can write and delete a file if `requires.proof` is Probe; a driver without it refuses that. */
  probes?: boolean | ((plan: Omit<Plan, 'hosts'>) => boolean);
  /** Whether a test would trust whatever key the server shows, because none is known yet. */
  learns?(plan: Plan, trusted: DriverContext['trustedHostKey']): boolean;
  /** The protocol asks for no credential, so that none is proved however far the test comes. */
  anonymous?: boolean;
}

/** What a test has found out about the account. */
export interface Facts {
  account: Account;
  /** When the credential ends. */
  expiresAt?: Date | undefined;
  hostKey?: LearnedHostKey | undefined;
  /** The method that a detection chose. */
  method?: string | undefined;
}

/** What looking has found out: permissions, and more about the account. */
export interface Looked {
  access: Access;
  account?: Account | undefined;
  expiresAt?: Date | undefined;
}

/** A session with a platform that has accepted the credential. */
export interface Opened {
  facts: Facts;
  /** What the account may do, found out without changing anything. */
  look(): Promise<Looked | Failure>;
  /** The one file that a probe may touch. @param name - of the file, in `requires.path` */
  probeFile?(name: string): ProbeFile;
  /** Ends the session, best effort; called once, whatever came before. */
  close(): Promise<void>;
}
