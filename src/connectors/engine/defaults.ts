import { failure, type Failure } from '../failure.ts';
import type { ReadReply } from './reply.ts';
import { retryAfterMs } from './retry-after.ts';

export interface ReplyOrigin {
  /** `host` or `host:port` that was asked, for the message. */
  host: string;
  /** Whether the token was made in this test, so that the stored credential was accepted already. */
  minted: boolean;
  now: number;
}

/** 4xx of the network between, or of a server that is not ready, not of the request. */
const passing = new Set([408, 425]);
const gone = new Set([404, 410]);

/** What a status means where the platform's own table does not say. Undefined for a success. */
export function defaultMeaning(reply: ReadReply, { host, minted, now }: ReplyOrigin): Failure | undefined {
  const { status } = reply;
  const wait = retryAfterMs(reply.headers['retry-after'], now);
  if (status === 429 || (status === 503 && wait !== undefined)) {
    return failure('Authenticated', 'RateLimited', { retryAfterMs: wait });
  }
  if (status >= 500 || passing.has(status)) {
    return failure('Reached', status === 501 ? 'UnexpectedReply' : 'ServiceUnavailable', {
      about: host,
      retryAfterMs: wait,
    });
  }
  if (reply.html && status < 400) return webPage(reply, host);
  if (status >= 200 && status < 300) return undefined;
  if (status === 401) {
    return minted
      ? failure('Authenticated', 'UnexpectedReply', { about: `${host} refuses the token it has just issued` })
      : failure('Authenticated', 'CredentialsRejected');
  }
  if (status === 403) return forbidden(minted);
  if (gone.has(status)) return failure('Authorized', 'TargetNotFound', { about: `what was asked for at ${host}` });
  return failure('Reached', 'UnexpectedReply', { about: `status ${status} from ${host}` });
}

function forbidden(minted: boolean): Failure {
  if (minted) return failure('Authorized', 'PermissionDenied');
  return failure('Authenticated', 'AccessRefused', {
    causes: ['the credential is wrong', 'the account may not use this', 'this network address is not allowed'],
  });
}

function webPage(reply: ReadReply, host: string): Failure {
  return /type=["']?password|saml|<form[^>]+(login|signin|sso)/i.test(reply.text)
    ? failure('Authenticated', 'InteractionRequired', { about: `${host} answers with a sign-in page` })
    : failure('Reached', 'UnexpectedReply', { about: `${host} answers with a web page` });
}

const oauthErrors = {
  invalid_client: 'CredentialsRejected',
  unauthorized_client: 'InteractionRequired',
  access_denied: 'InteractionRequired',
  invalid_scope: 'InvalidConfiguration',
  unsupported_grant_type: 'InvalidConfiguration',
  invalid_request: 'InvalidConfiguration',
  temporarily_unavailable: 'ServiceUnavailable',
  server_error: 'ServiceUnavailable',
} as const;

/** What an OAuth 2.0 token endpoint's error means (RFC 6749, 5.2). A bare `invalid_grant` names no cause. */
export function oauthMeaning(reply: ReadReply): Failure | undefined {
  const error =
    typeof reply.json === 'object' && reply.json !== null && 'error' in reply.json ? reply.json.error : undefined;
  if (error === 'invalid_grant') {
    const causes = [
      'the key or secret is wrong',
      'the grant has ended or was revoked',
      'the account may not be used by this application',
    ];
    return failure('Authenticated', 'AccessRefused', { causes });
  }
  if (typeof error !== 'string' || !Object.hasOwn(oauthErrors, error)) return undefined;
  const reason = oauthErrors[error as keyof typeof oauthErrors];
  return failure(
    'Authenticated',
    reason,
    reason === 'InvalidConfiguration' ? { about: `the token endpoint answers ${error}` } : {},
  );
}
