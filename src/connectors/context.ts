import type { Setback } from './finding.ts';
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
  /** Directories of this machine, absolute, in which local ones may be looked at; none by default. */
  localRoots?: readonly string[] | undefined;
  /** Called before a refresh token is sent that the platform replaces; a setback keeps it from being sent. */
  beforeRefresh?: (() => Promise<Setback | undefined>) | undefined;
  /**
   * Stores the refresh token that took the place of the one that was sent; the access token is not used before. A setback
   * says why it could not be stored. Where the old one lives on (`oldLives`), nothing is lost when it cannot be.
   */
  keepRefreshToken?: ((token: string, oldLives: boolean) => Promise<Setback | undefined>) | undefined;
  /** Called where the platform answered, but not with a new refresh token. */
  releaseRefresh?: (() => Promise<void>) | undefined;
  /** The SSH host key trusted by an earlier test with hostKeyPolicy TrustOnFirstUse. */
  trustedHostKey?: LearnedHostKey | undefined;
}
