import type { PlatformRow } from '../../../../api/platform.gen.ts';

/** First of all, where a tenant is in one of several clouds. */
export const wrongCloud: PlatformRow = {
  when: 'status == 401 && otherCloud',
  outcome: 'WrongRegion',
  causes: ['`scopes` are those of another cloud than `cloud`'],
};

/** Entra issues a token without `roles` to an application that has no permission; Graph and SharePoint refuse it with 401. */
const noRoles: PlatformRow = {
  when: 'status == 401 && method != "refresh-token" && type(credential.claims) == map && !filled(credential.claims.roles)',
  outcome: 'ScopeMissing',
  causes: [
    'the token has no application permission: none was added for this API, or admin consent is missing (delegated permissions do not count)',
  ],
};

/** https://learn.microsoft.com/graph/errors. Graph nests its codes (innererror, also innerError), so the text is searched. */
export const graphReplies: PlatformRow[] = [
  {
    when: String.raw`status in [401, 403] && (text.matches(r'(?i)"code"\s*:\s*"insufficient_claims"') || headers["www-authenticate"].contains("claims="))`,
    outcome: 'InteractionRequired',
    causes: ['Conditional Access requires more than this sign-in, so the credential is good'],
  },
  noRoles,
  {
    when: String.raw`status == 509 || text.matches(r'(?i)"code"\s*:\s*"activityLimitReached"')`,
    outcome: 'RateLimited',
  },
  {
    when: String.raw`status in [503, 504] && text.matches(r'(?i)"code"\s*:\s*"serviceNotAvailable"')`,
    outcome: 'ServiceUnavailable',
  },
  { when: 'status == 423', outcome: 'PermissionDenied', causes: ['the site or item is locked'] },
  {
    // The texts: public clients, such as alcionai/corso. The second is of a tenant without Exchange or SharePoint.
    when: String.raw`status in [400, 401] && text.matches("does not have a SPO license|OrganizationFromTenantGuidNotFound")`,
    outcome: 'PermissionDenied',
    causes: ['the tenant has no licence for this service'],
  },
];

/** Comes last, after what a platform has of its own for 403, which means that the credential is good. */
export const forbidden: PlatformRow = {
  when: 'status == 403',
  outcome: 'PermissionDenied',
  causes: ['the application lacks a permission, or the consent to it', 'a licence is missing'],
};
