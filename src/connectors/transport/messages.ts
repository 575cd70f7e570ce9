import type { DriverContext } from '../context.ts';
import type { Failure } from '../failure.ts';
import type { AllowedHost } from './hosts.ts';

export interface HttpRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string | undefined;
  /**
   * `Return` hands a redirect to the caller, who knows what it means; `WithoutCredential` follows it to any of the platform's
   * hosts, without the headers and the body; default `SameOrigin`.
   */
  redirect?: 'SameOrigin' | 'Return' | 'WithoutCredential' | undefined;
  /** It shows a credential that could be refused. */
  showsCredential?: boolean | undefined;
  /** The platform has accepted that credential in this test: it may be shown again. */
  wasAccepted?: boolean | undefined;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** What the reply sets, by name. */
  cookies: Readonly<Record<string, string>>;
  text: string;
  /** It came before anybody was asked who they are. */
  unasked?: true;
}

/** The only way out for HTTP: where the credential may go, and with which limits. */
export interface Channel {
  context: DriverContext;
  hosts: readonly AllowedHost[];
  /** Where requests without a credential were sent on to in this test: one with it goes there at once. */
  moved?: Map<string, URL>;
  /** Where a request without a credential was responded 401 in this test. */
  challenged?: Set<string>;
}

/** One request and its reply, redirects left alone. A credential that answers challenges brings its own. */
export type Exchange = (request: HttpRequest, channel: Channel) => Promise<HttpResponse | Failure>;

/** A failure that a redirect came to: it is a response all the same. */
export interface Refused extends Failure {
  redirect?: 'SignIn' | 'Elsewhere' | 'Other';
}
