import type { PlatformReply } from '../../../api/platform.gen.ts';

/** CEL: is one of these codes in the reply, however deep? Graph nests its errors (innererror, also innerError). */
export const coded = (...names: string[]) => String.raw`text.matches(r'(?i)"code"\s*:\s*"(${names.join('|')})"')`;

/** A claim that is not there is unknown, and no mismatch: to its clients the token is opaque. */
export const tenantMismatch: PlatformReply = {
  when: 'status in [200, 403, 404] && config.tenantId.matches("^[0-9a-fA-F-]{36}$") && claims.tid.lowerAscii() != config.tenantId.lowerAscii()',
  outcome: 'IdentityMismatch',
  causes: ['the token is of another tenant than tenantId'],
};

const otherGraph =
  'claims.aud.matches("^https://(graph\\\\.microsoft\\\\.(com|us)|dod-graph\\\\.microsoft\\\\.us|microsoftgraph\\\\.chinacloudapi\\\\.cn)/?$") && !claims.aud.startsWith("https://" + values.graph)';

const challenge: PlatformReply = {
  when: `status in [401, 403] && (${coded('insufficient_claims')} || headers["www-authenticate"].contains("claims="))`,
  outcome: 'InteractionRequired',
  causes: ['Conditional Access wants more than this sign-in: the credential is good'],
};

/** https://learn.microsoft.com/graph/errors. A 403 means that the credential is good. */
export const graphReplies: PlatformReply[] = [
  tenantMismatch,
  challenge,
  {
    when: `status == 401 && ${otherGraph}`,
    outcome: 'WrongRegion',
    causes: ['scopes are those of another cloud than cloud'],
  },
  { when: `status == 509 || ${coded('activityLimitReached')}`, outcome: 'RateLimited' },
  { when: `status in [503, 504] && ${coded('serviceNotAvailable')}`, outcome: 'ServiceUnavailable' },
  { when: 'status == 423', outcome: 'PermissionDenied', causes: ['what was asked for is locked'] },
];

/** Stands last, after what a platform knows of its own 403. */
export const forbidden: PlatformReply = {
  when: 'status == 403',
  outcome: 'PermissionDenied',
  causes: ['the application lacks a permission, or the consent to it', 'a licence is missing'],
};
