import type { FailedReason, InconclusiveReason, ReasonDetail } from '../../../api/reasons.ts';
import { outage } from '../../engine/defaults.ts';
import { retryAfterMs } from '../../engine/retry-after.ts';
import { failure, type Failure } from '../../failure.ts';
import { signatureMismatch } from '../s3/meaning.ts';
import { textAt, type StoreResponse } from '../s3/response.ts';
import type { StsSession } from './settings.ts';

type Meaning = [FailedReason | InconclusiveReason, ReasonDetail?];

const badRequest: Meaning = [
  'InvalidConfiguration',
  { about: 'roleArn, externalId or sessionName does not have the form that AWS wants' },
];
const busy: Meaning = ['RateLimited'];

/** docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html, and the errors that each of the calls lists. */
const codes: Readonly<Record<string, Meaning>> = {
  InvalidClientTokenId: [
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
  ExpiredToken: ['CredentialsExpired'],
  ExpiredTokenException: ['CredentialsExpired'],
  RequestExpired: ['ClockSkew'],
  MissingAuthenticationToken: ['InvalidConfiguration', { about: 'AWS finds no signature in the request' }],
  IncompleteSignature: ['InvalidConfiguration', { about: 'AWS finds no signature of its form in the request' }],
  ValidationError: badRequest,
  InvalidParameterValue: badRequest,
  MalformedQueryString: badRequest,
  OptInRequired: ['PermissionDenied', { about: 'the account is not signed up for this service' }],
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
export function meaningOfSts(response: StoreResponse, action: string, session: StsSession): Failure | undefined {
  const code = codeIn(response);
  if (code === undefined) return withoutCode(response, action, session);
  const { settings, context } = session;
  if (code === 'SignatureDoesNotMatch') return signatureMismatch(response, { origin: settings.sts }, context);
  if (regionDisabled.has(code))
    return failure('WrongRegion', { about: `STS is not switched on in ${settings.store.region}` });
  if (action === 'AssumeRoleWithWebIdentity' && Object.hasOwn(tokenRefused, code))
    return failure('AccessRefused', { causes: [...(tokenRefused[code] ?? [])] });
  if (code === 'IDPCommunicationError')
    return failure('ServiceUnavailable', { about: "AWS cannot reach the issuer of the cluster's tokens" });
  if (accessDenied.has(code)) {
    return action === 'AssumeRole'
      ? failure('PermissionDenied', { about: `assume the role ${settings.roleArn}`, causes: roleRefused })
      : failure('PermissionDenied');
  }
  const known = Object.hasOwn(codes, code) ? codes[code] : undefined;
  if (!known) return withoutCode(response, action, session);
  const wait = retryAfterMs(response.headers['retry-after'], context.now());
  return failure(known[0], { ...known[1], retryAfterMs: wait });
}

/** Whether it is STS that responded, and not something in front of it, and it is not too busy to. */
export function isFromSts(response: StoreResponse): boolean {
  const code = codeIn(response);
  if (outage(response, '', 0) || (code !== undefined && codes[code] === busy)) return false;
  return code !== undefined || Object.keys(response.document).some((name) => /^(Get|Assume)\w+Response$/.test(name));
}

/** Whether it speaks of the account that the key belongs to, which is looked at once the signature is. */
export function judgesAccount(response: StoreResponse): boolean {
  const code = codeIn(response);
  return code === 'OptInRequired' || (code !== undefined && regionDisabled.has(code));
}

/** AWS's own form, and that of moto. */
function codeIn({ document }: StoreResponse): string | undefined {
  const { ErrorResponse: response } = document;
  return textAt(response, 'Error', 'Code') ?? textAt(response, 'Errors', 'Error', 'Code');
}

function withoutCode(response: StoreResponse, action: string, { settings, context }: StsSession): Failure | undefined {
  const { host } = settings.sts;
  if (response.status < 300 && `${action}Response` in response.document) return undefined;
  const stranger = failure('UnexpectedReply', { about: `${host} does not answer as AWS STS` });
  return outage(response, host, context.now()) ?? stranger;
}
