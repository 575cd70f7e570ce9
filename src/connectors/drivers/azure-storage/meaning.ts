import { retryAfterMs } from '../../engine/retry-after.ts';
import { failure, type Failure } from '../../failure.ts';
import { authenticationFailed } from './authentication-failed.ts';
import { authorizationFailure, codes, notFound, type Meaning } from './codes.ts';
import type { Credential } from './credential.ts';
import type { StorageResponse } from './response.ts';
import type { StorageSession } from './session.ts';
import { meaningOfStatus } from './status.ts';
import { nameOf } from './target.ts';

/** What a response means; undefined for a success. */
export function meaningOf(response: StorageResponse, session: StorageSession): Failure | undefined {
  const { credential, context, target } = session;
  const from = { origin: new URL(target.base), now: context.now(), fresh: credential.kind === 'token' };
  return fromCode(response, session) ?? meaningOfStatus(response, from);
}

function fromCode(response: StorageResponse, session: StorageSession): Failure | undefined {
  const { code, status, headers } = response;
  if (code === undefined) return undefined;
  const { target, context, credential } = session;
  if (code === 'AuthenticationFailed') return authenticationFailed(response, session);
  if (notFound.has(code)) return failure('TargetNotFound', { about: nameOf(target) });
  if (code === 'InvalidAuthenticationInfo' && status === 401 && credential.kind === 'token') return tokenRefused();
  const known = meaningOfCode(code, status, credential);
  if (!known) return undefined;
  const { reason, about, causes } = known;
  return failure(reason, { about, causes, retryAfterMs: retryAfterMs(headers['retry-after'], context.now()) });
}

function meaningOfCode(code: string, status: number, credential: Credential): Meaning | undefined {
  if (code === 'AuthorizationFailure')
    return authorizationFailure(credential.kind === 'sas' && credential.sas.has('sip'));
  // With 400 it is about the form of the header.
  const name = code === 'InvalidAuthenticationInfo' && status === 400 ? 'NoAuthenticationInformation' : code;
  return Object.hasOwn(codes, name) ? codes[name] : undefined;
}

function tokenRefused(): Failure {
  return failure('AccessRefused', {
    causes: [
      'the storage account is of another tenant than tenantId',
      'the token is not taken for its scope, https://storage.azure.com/.default: cloud is another one',
    ],
  });
}
