import type { Progress } from './progress.ts';
import type { Failure, Stage } from './failure.ts';
import type { EgressPolicy } from './transport/egress.ts';
import type { Resolve } from './transport/resolve.ts';
import type { LearnedHostKey } from './verdict.ts';

export interface ProxySettings {
  /** `http://host:port` */
  address: string;
  username?: string | undefined;
  password?: string | undefined;
}

/** All that a test needs from outside: how to reach the platform, for how long, what to trust. */
export interface TestContext {
  signal: AbortSignal;
  /** Time limit of the whole test. */
  timeoutMs: number;
  /** Milliseconds since 1970. */
  now: () => number;
  resolve: Resolve;
  egress: EgressPolicy;
  /** Certificates (PEM) to trust besides the public ones. */
  ca?: string | undefined;
  /** Name the server's certificate must be for, where it is not the host that is dialled. */
  serverName?: string | undefined;
  proxy?: ProxySettings | undefined;
  /** The proxy for an address, where there is no `proxy` for all. */
  proxyFor?: ((url: URL) => ProxySettings | undefined) | undefined;
  /** Directories of this machine, absolute, in which local ones may be looked at; none by default. */
  localRoots?: readonly string[] | undefined;
  /** Called before a refresh token is sent that the platform replaces; a failure keeps it from being sent. */
  beforeRefresh?: (() => Promise<Failure | undefined>) | undefined;
  /**
   * Stores the refresh token that took the place of the one that was sent; the access token is not used before. A failure
   * says why it could not be stored. Where the old one lives on (`oldLives`), nothing is lost when it cannot be.
   */
  keepRefreshToken?: ((token: string, oldLives: boolean) => Promise<Failure | undefined>) | undefined;
  /** Called where the platform answered, but not with a new refresh token. */
  releaseRefresh?: (() => Promise<void>) | undefined;
  /** The SSH host key trusted by an earlier test with hostKeyPolicy TrustOnFirstUse. */
  trustedHostKey?: LearnedHostKey | undefined;
  /** Told of an error that only a defect can have thrown; the verdict is InternalError then. */
  onDefect?: ((error: unknown) => void) | undefined;
  /** Follows the test, for a person who wants to see what is sent and what comes back. Nothing in it is a secret. */
  trace?: ((event: TraceEvent) => void) | undefined;
  /** Told of each stage of the ladder that the test comes to after the first, so that a person can watch it climb. */
  onStage?: ((stage: Stage) => void) | undefined;
  /** Told of each HTTP request that ended: the status of its response, if there was one. */
  onExchange?: ((status: number | undefined, durationMs: number) => void) | undefined;
  /** Told before the credential goes out, each time that it does. */
  onSent?: (() => void) | undefined;
  /** Told where the proxy asks for a user name and password, or for others than those it was shown. */
  onProxyRefused?: (() => void) | undefined;
}

/** What a driver gets. */
export interface DriverContext extends TestContext {
  progress: Progress;
  /** What is sent is for the platform alone, and not for whoever chose the proxy: nothing goes to it unencrypted. */
  sealed?: boolean | undefined;
}

/** One line of a followed test. */
export type TraceEvent =
  | { kind: 'phase'; phase: string; step: string }
  /** `line`: method and address; a value of the Secret in it is cut out. */
  | { kind: 'request'; line: string }
  | { kind: 'response'; status: number }
  /** `row`: the condition that matched, or `default`; `outcome`: a reason, or Passed. */
  | { kind: 'judged'; row: string; outcome: string }
  | { kind: 'set'; names: string[] }
  | { kind: 'facts'; facts: Readonly<Record<string, unknown>> };
