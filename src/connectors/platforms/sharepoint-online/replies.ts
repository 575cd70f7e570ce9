import type { PlatformRow } from '../../../api/platform.gen.ts';
import { forbidden } from '../shared/graph/replies.ts';

export const siteReplies: PlatformRow[] = [
  {
    when: 'status == 401 && rest && (foreign || !claims.aud.startsWith(siteHost))',
    outcome: 'InvalidConfiguration',
    causes: [
      'the token is for another API than that of this site, because `scopes` do not begin with the address of its host',
    ],
  },
  {
    // github.com/pnp/pnpjs/issues/1501
    when: 'status == 401 && rest && text.matches("Unsupported (app only|security) token")',
    outcome: 'AccessRefused',
    causes: ['the site does not accept tokens of this kind', 'the tenant does not allow applications of this kind'],
  },
  {
    when: 'status == 400 && orElse(json.error.message, "").contains("nvalid hostname for this tenancy")',
    outcome: 'TargetNotFound',
    causes: ['the host of `siteUrl` is not one of the tenant `tenantId`'],
  },
  { table: 'graph' },
  // learn.microsoft.com/en-us/answers/questions/131535: SharePoint knows who asks.
  { when: 'status == 401 && rest && text.contains("UnauthorizedAccessException")', outcome: 'PermissionDenied' },
  forbidden,
  {
    // unverified: that a site which is not granted (Sites.Selected) is answered so as well.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['there is no site at `siteUrl`', 'the site is not granted to the application (Sites.Selected)'],
  },
];
