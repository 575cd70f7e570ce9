import type { ConnectionRequires } from '../api/connection.gen.ts';
import type { PlatformMethod, PlatformSpec } from '../api/platform.gen.ts';
import type { AllowedHost } from './transport/hosts.ts';

export type { PlatformMethod, PlatformSpec };

/** A platform and its name, built in or a user's own. */
export interface Platform {
  name: string;
  spec: PlatformSpec;
}

/** Everything that a test needs and that was checked without the network. */
export interface Plan {
  platform: Platform;
  method: PlatformMethod;
  /** spec.config with the schema's defaults filled in. */
  config: Readonly<Record<string, unknown>>;
  /** The Secret's values, by key. */
  secret: Readonly<Record<string, string>>;
  /** Keys that the Secret has; `secret` may have values out of a file besides. */
  given?: readonly string[] | undefined;
  requires: ConnectionRequires;
  /** Set where `requires.proof` is Probe: the name of the one file that may be written, in `requires.path`. */
  proof?: { fileName: string } | undefined;
  /** Set where the method signs in with a token of a service account, which is put in before the test. */
  identity?: { audience: string; token?: string } | undefined;
  /** Key of the Secret whose refresh token the platform replaces with a new one at each sign-in. */
  refreshKey?: string | undefined;
  /** The only hosts that the credential may be sent to. */
  hosts: readonly AllowedHost[];
}
