import type { FailedReason, InconclusiveReason } from '../../../api/reasons.ts';
import { failure, type Failure } from '../../failure.ts';
import type { StorageResponse } from './response.ts';
import type { StorageSession } from './session.ts';
import { hostOf } from './target.ts';

/** AuthenticationErrorDetail, which is only matched against. Every text that is not here falls back to AccessRefused. */
const details: readonly { text: RegExp; reason: FailedReason | InconclusiveReason; about?: string }[] = [
  {
    text: /mac signature found|signature did not match|signature fields? .{0,200} did not match/i,
    reason: 'CredentialsRejected',
  },
  { text: /time frame/i, reason: 'CredentialsExpired' },
  // unverified: the text for a request that is too old
  { text: /date header .{0,200}(too old|incorrect)/i, reason: 'ClockSkew' },
  {
    text: /not well formed|is mandatory|resource level|not allowed for this resource/i,
    reason: 'InvalidConfiguration',
    about: 'the SAS does not fit what it is used for',
  },
];

/** Our clock and the service's may differ by this much before a signature is blamed on it. */
// unverified: the service's limit of 15 minutes
const clockLimitMs = 15 * 60 * 1000;

const causes = {
  key: ['the key is wrong, or was renewed', 'a proxy on the way changes requests'],
  sas: ['the SAS is wrong, or its key or policy was renewed', 'a proxy on the way changes requests'],
  token: ['the storage account is of another tenant than tenantId', 'the token is not meant for it'],
} as const;

/** In this order: the clock, what the service says of the signature, and if it says nothing every cause by name. */
export function authenticationFailed(
  { headers, detail }: StorageResponse,
  { credential, context, target }: StorageSession,
): Failure {
  const theirs = Date.parse(headers['date'] ?? '');
  if (Math.abs(theirs - context.now()) > clockLimitMs) return failure('ClockSkew');
  const found = credential.kind === 'token' ? undefined : details.find(({ text }) => text.test(detail));
  if (found) return failure(found.reason, { about: found.about });
  if (!Number.isNaN(theirs)) return failure('AccessRefused', { causes: causes[credential.kind] });
  return failure('UnexpectedReply', { about: `${hostOf(target)} refuses the signature and does not tell its time` });
}
