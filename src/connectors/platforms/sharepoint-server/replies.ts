import type { PlatformRow } from '../../../api/platform.gen.ts';
import { adfsReplies, formsReplies, trustReplies } from './sign-in-replies.ts';

const otherWay = 'Set `spec.method` to automatic, forms or adfs.';

/** What is asked without the credential says already. */
const detectReplies: PlatformRow[] = [
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['there is no site at `siteUrl`'] },
  {
    when: '!safe && !takesNtlm && (takesBasic || takesForms)',
    outcome: 'InvalidConfiguration',
    causes: ['the password would be sent unencrypted over http'],
    fix: 'Use https, or set `spec.method` to basic or forms if the password may be sent unencrypted.',
  },
  {
    when: '!federated && takesTrust',
    outcome: 'InvalidConfiguration',
    causes: ['the site signs in with ADFS'],
    fix: 'Set `spec.config.adfsUrl` and `spec.config.relyingParty`.',
  },
];

/** The best of what the site takes. */
const offers: PlatformRow[] = [
  // Negotiate takes NTLM as well, unless Kerberos alone is left to it, which nothing tells beforehand.
  { when: 'status == 401 && takesNtlm', use: 'ntlm' },
  { when: 'status == 401 && safe && takesBasic', use: 'basic' },
  { when: 'federated && (takesTrust || takesLogin)', use: 'adfs' },
  { when: 'safe && (takesForms || takesLogin)', use: 'forms' },
];

/** Of every request to the API, whoever asks. */
const siteReplies: PlatformRow[] = [
  {
    // MS-OFBA 2.2.2: who asks has not signed in.
    when: 'filled(headers["x-forms_based_auth_required"])',
    outcome: 'InvalidConfiguration',
    causes: ['the site expects another way to sign in'],
    fix: otherWay,
  },
  {
    // unverified: that a redirect to AccessDenied.aspx stands for 403 where the server answers as it does to a browser.
    when: 'status == 403 || page.matches("(?i)/AccessDenied[.]aspx")',
    outcome: 'PermissionDenied',
    causes: ['the account has no access to the site', 'IIS or the security settings of SharePoint block the account'],
  },
  {
    // unverified: the pages that a site of another kind redirects to.
    when: 'status in [301, 302, 303, 307] && signInUrl || status == 200 && signInForm',
    outcome: 'InvalidConfiguration',
    causes: ['the site expects another way to sign in: automatic, forms or adfs', '`siteUrl` is not a site'],
    fix: 'Set `spec.method` to automatic, forms or adfs, or correct `spec.config.siteUrl`.',
  },
  {
    when: 'status in [301, 302, 303, 307, 308, 404]',
    outcome: 'TargetNotFound',
    causes: ['there is no site at `siteUrl`', '`siteUrl` is not the address under which SharePoint knows this site'],
  },
];

const testReplies: PlatformRow[] = [
  {
    when: 'status == 401 && method == "basic" && !takesBasic && filled(challenge)',
    outcome: 'InvalidConfiguration',
    causes: ['the site does not accept HTTP Basic'],
    fix: 'Set `spec.method` to automatic, or to another method.',
  },
  {
    when: 'status == 401 && method == "basic"',
    outcome: 'AccessRefused',
    causes: ['user name or password is wrong, or the account is locked', 'the account has no access to the site'],
  },
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: ['the session is not one for this site', 'the account has no access to the site'],
  },
  { table: 'site' },
  {
    when: 'status == 200 && json.d.CurrentUser == null',
    outcome: 'InvalidConfiguration',
    causes: ['the site is open to anyone and did not ask who the account is'],
    fix: 'Set `spec.method` to another method.',
  },
];

const folderReplies: PlatformRow[] = [
  {
    when: 'status == 401',
    outcome: 'PermissionDenied',
    causes: ['the account is not allowed to see this part of the site'],
  },
];

export const tables = {
  detect: detectReplies,
  offers,
  site: siteReplies,
  test: testReplies,
  folder: [...folderReplies, { table: 'site' }],
  forms: formsReplies,
  adfs: adfsReplies,
  trust: trustReplies,
} satisfies Record<string, PlatformRow[]>;
