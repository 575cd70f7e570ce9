import type { FailedReason, InconclusiveReason, ReasonDetail } from '../../../api/reasons.ts';
import { defaultMeaning } from '../../engine/defaults.ts';
import { retryAfterMs } from '../../engine/retry-after.ts';
import { failure, type Stage, type Failure } from '../../failure.ts';
import { textAt, type Heard } from '../s3/ask.ts';
import { signatureMismatch } from '../s3/replies.ts';
import type { StsTalk } from './settings.ts';

type Meaning = [Stage, FailedReason | InconclusiveReason, ReasonDetail?];

const badRequest: Meaning = [
  'Authenticated',
  'InvalidConfiguration',
  { about: 'roleArn, externalId or sessionName does not have the form that AWS wants' },
];
const busy: Meaning = ['Reached', 'RateLimited'];

/** docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html, and the errors that each of the calls lists. */
const codes: Readonly<Record<string, Meaning>> = {
  InvalidClientTokenId: [
    'Authenticated',
    'CredentialsRejected',
    // unverified: that a session token of another key is answered with InvalidClientTokenId
    {
      causes: [
        'accessKeyId is not known or not active',
        'sessionToken does not belong to the key',
        'the key is of another partition (China, GovCloud) than region',
        // docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
        'the account has not enabled region, which is one that has to be',
      ],
    },
  ],
  ExpiredToken: ['Authenticated', 'CredentialsExpired'],
  ExpiredTokenException: ['Authenticated', 'CredentialsExpired'],
  RequestExpired: ['Authenticated', 'ClockSkew'],
  MissingAuthenticationToken: [
    'Authenticated',
    'InvalidConfiguration',
    { about: 'AWS finds no signature in the request' },
  ],
  IncompleteSignature: [
    'Authenticated',
    'InvalidConfiguration',
    { about: 'AWS finds no signature of its form in the request' },
  ],
  ValidationError: badRequest,
  InvalidParameterValue: badRequest,
  MalformedQueryString: badRequest,
  OptInRequired: ['Authorized', 'PermissionDenied', { about: 'the account is not signed up for this service' }],
  Throttling: busy,
  ThrottlingException: busy,
  RequestLimitExceeded: busy,
};

const regionDisabled = new Set(['RegionDisabledException', 'RegionDisabled']);
const accessDenied = new Set(['AccessDenied', 'AccessDeniedException']);

/** Of the token of a service account, which the cluster has just issued. */
const tokenRefused: Readonly<Record<string, readonly string[]>> = {
  InvalidIdentityToken: [
    "the account has no OIDC identity provider for this cluster's issuer",
    'the identity provider does not list the audience sts.amazonaws.com',
    "AWS cannot read the keys of this cluster's issuer, or they have changed",
  ],
  IDPRejectedClaim: ["the identity provider refuses the token's claims", 'the token has been revoked'],
  ExpiredTokenException: ["the clock of the cluster's API server is wrong", 'the token is not valid'],
  ExpiredToken: ["the clock of the cluster's API server is wrong", 'the token is not valid'],
  AccessDenied: [
    'the trust policy of the role does not name this service account (subject system:serviceaccount:NAMESPACE:NAME, audience sts.amazonaws.com)',
    "the trust policy does not name the OIDC identity provider of this cluster's issuer",
    'there is no role of this name',
  ],
};

/** What keeps a key that was accepted from a role. */
// unverified: that AWS answers AccessDenied, and nothing else, where there is no role of the name
const roleRefused = [
  'the trust policy of the role does not name this account',
  'externalId is missing or not the one of the trust policy',
  'the account has no policy that allows sts:AssumeRole on the role',
  'there is no role of this name',
];

/** @returns why STS said no; undefined for a success. */
export function meaningOfSts(heard: Heard, action: string, talk: StsTalk): Failure | undefined {
  const { reply, document } = heard;
  const code = codeIn(document);
  if (code === undefined) return withoutCode(heard, action, talk);
  const { settings, context } = talk;
  if (code === 'SignatureDoesNotMatch') return signatureMismatch(reply, { origin: settings.sts }, context);
  if (regionDisabled.has(code))
    return failure('Authorized', 'WrongRegion', { about: `STS is not switched on in ${settings.store.region}` });
  if (action === 'AssumeRoleWithWebIdentity' && Object.hasOwn(tokenRefused, code))
    return failure('Authenticated', 'AccessRefused', { causes: [...(tokenRefused[code] ?? [])] });
  if (code === 'IDPCommunicationError')
    return failure('Reached', 'ServiceUnavailable', { about: "AWS cannot reach the issuer of the cluster's tokens" });
  if (accessDenied.has(code)) {
    return action === 'AssumeRole'
      ? failure('Authorized', 'PermissionDenied', { about: `assume the role ${settings.roleArn}`, causes: roleRefused })
      : failure('Authorized', 'PermissionDenied');
  }
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (!known) return withoutCode(heard, action, talk);
  const wait = retryAfterMs(reply.headers['retry-after'], context.now());
  return failure(known[0], known[1], { ...known[2], retryAfterMs: wait });
}

/** AWS's own form, and that of moto. */
function codeIn(document: Heard['document']): string | undefined {
  const { ErrorResponse: response } = document;
  return textAt(response, 'Error', 'Code') ?? textAt(response, 'Errors', 'Error', 'Code');
}

function withoutCode({ reply, document }: Heard, action: string, { settings, context }: StsTalk): Failure | undefined {
  const { host } = settings.sts;
  if (reply.status < 300 && `${action}Response` in document) return undefined;
  const meant = defaultMeaning(reply, { host, minted: false, now: context.now() });
  if (meant && (reply.status >= 500 || reply.status === 429 || reply.status === 408)) return meant;
  return failure('Reached', 'UnexpectedReply', { about: `${host} does not answer as AWS STS` });
}
