import { outage } from '../../engine/defaults.ts';
import { isSignInPage } from '../../engine/html.ts';
import { failure, type Failure } from '../../failure.ts';
import { leadsAstray } from '../../transport/astray.ts';
import { isFromService, type StorageResponse } from './response.ts';

interface From {
  origin: URL;
  now: number;
  /** The request showed a token that was made a moment ago. */
  fresh: boolean;
}

/** What a response means whose code is not known, or that has none; undefined for a success. */
export function meaningOfStatus(response: StorageResponse, { origin, now, fresh }: From): Failure | undefined {
  const { status } = response;
  const { host } = origin;
  const unavailable = outage(response, host, now);
  if (unavailable) return unavailable;
  const astray = status < 400 ? redirected(response, origin) : undefined;
  if (astray) return astray;
  // Only what comes from the service itself says anything about the credential, and it says with a code what is not there.
  if (!isFromService(response) || status === 404 || status === 410)
    return failure('UnexpectedReply', { about: `${host} does not answer as Azure Storage` });
  if (status < 300) return undefined;
  if (status === 401) return unauthorized(host, fresh);
  return status === 403 ? forbidden(fresh) : unexpected(status, host);
}

/** It leads elsewhere, or is a page for people. */
function redirected(response: StorageResponse, origin: URL): Failure | undefined {
  const { status, headers, html } = response;
  const { host } = origin;
  const to = status < 300 ? undefined : URL.parse(headers['location'] ?? '');
  if (to && to.host !== origin.host) return leadsAstray(origin, to);
  if (html) return webPage(response, host);
  return status >= 300 ? unexpected(status, host) : undefined;
}

function unexpected(status: number, host: string): Failure {
  return failure('UnexpectedReply', { about: `status ${status} from ${host}` });
}

function unauthorized(host: string, fresh: boolean): Failure {
  return fresh
    ? failure('UnexpectedReply', { about: `${host} refuses the token it has just issued` })
    : failure('CredentialsRejected');
}

function forbidden(fresh: boolean): Failure {
  if (fresh) return failure('PermissionDenied');
  return failure('AccessRefused', {
    causes: ['the credential is wrong', 'the account may not use this', 'this network address is not allowed'],
  });
}

function webPage({ text }: StorageResponse, host: string): Failure {
  return isSignInPage(text)
    ? failure('InteractionRequired', { about: `${host} answers with a sign-in page` })
    : failure('UnexpectedReply', { about: `${host} answers with a web page` });
}
