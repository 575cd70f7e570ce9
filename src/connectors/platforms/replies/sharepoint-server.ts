import type { PlatformReply } from '../../../api/platform.gen.ts';

const signsIn = (where: string) =>
  `${where}.matches("(?i)/_(login|forms|trust|windows)/|/authenticate[.]aspx|/adfs/ls")`;
const form = `text.matches("(?is)^\\\\s*<(!doctype html|html).*(type=[\\"']?password|action=[^>]*(login|signin|adfs/ls))")`;

/** CEL: the address of the page where people sign in, from a refusal (MS-OFBA 2.2.2) or a redirect. */
export const signInPage = (names: string) =>
  `(${['x-forms_based_auth_required', 'location'].map((name) => told(name, `(?i)/_(${names})/`)).join(' || ')})`;

/** CEL: is there this header, and does it match? It is false where there is none. */
export const told = (name: string, pattern: string) =>
  `("${name}" in headers && headers["${name}"].matches("${pattern}"))`;

/** Of every request to the API, whoever asks. */
export const siteReplies: PlatformReply[] = [
  {
    // MS-OFBA 2.2.2: who asks has not signed in.
    when: 'size(headers["x-forms_based_auth_required"]) > 0',
    outcome: 'InvalidConfiguration',
    causes: ['the site wants another way to sign in: take method automatic, forms or adfs'],
  },
  {
    // unverified: that a redirect to AccessDenied.aspx stands for 403 where the server answers as it does to a browser.
    when: 'status == 403 || headers["location"].matches("(?i)/AccessDenied[.]aspx")',
    outcome: 'PermissionDenied',
    causes: ['the account has no access to the site', 'IIS or the security settings of SharePoint shut it out'],
  },
  {
    // unverified: the pages that a site of another kind redirects to.
    when: `status in [301, 302, 303, 307] && ${signsIn('headers["location"]')} || status == 200 && ${form}`,
    outcome: 'InvalidConfiguration',
    causes: ['the site wants another way to sign in: take method automatic, forms or adfs', 'siteUrl is no site'],
  },
  {
    when: 'status in [301, 302, 303, 307, 308, 404]',
    outcome: 'TargetNotFound',
    causes: ['there is no site at siteUrl', 'siteUrl is not the address that SharePoint knows this site by'],
  },
];

export const testReplies: PlatformReply[] = [
  {
    when: 'status == 401 && method == "basic" && !headers["www-authenticate"].matches("(?i)(^|,\\\\s*)basic\\\\b")',
    outcome: 'InvalidConfiguration',
    causes: ['the site does not take HTTP Basic: take method automatic or another one'],
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
  ...siteReplies,
  {
    when: 'status == 200 && json.d.CurrentUser == null',
    outcome: 'InvalidConfiguration',
    causes: ['the site is open to anyone and did not ask who we are: name another method'],
  },
];

/** learn.microsoft.com/previous-versions/office/sharepoint-server/bb249845(v=office.15): LoginErrorCode */
const loginResult = 'xml.Envelope.Body.LoginResponse.LoginResult';
export const login = { error: `${loginResult}.ErrorCode`, cookie: `${loginResult}.CookieName` };

export const loginReplies: PlatformReply[] = [
  {
    when: `${login.error} == "PasswordNotMatch"`,
    outcome: 'CredentialsRejected',
    causes: ['user name or password is wrong', 'the account is locked or not approved'],
  },
  {
    when: `${login.error} != "NoError" || has(xml.error)`,
    outcome: 'InvalidConfiguration',
    causes: ['the site does not use forms: take method automatic or another one'],
  },
  ...siteReplies,
];

/** docs.infor.com, Error Handling for the SAML Session Provider; docs.oasis-open.org/ws-sx/ws-trust/200512 */
export const adfsReplies: PlatformReply[] = [
  {
    when: 'text.contains("FailedAuthentication") || text.contains("ID3242")',
    outcome: 'CredentialsRejected',
    causes: [
      'user name or password is wrong',
      'the account is locked, disabled or its password has expired',
      'the account may not use the relying party',
    ],
  },
  {
    when: 'text.contains("ID3082") || text.contains("InvalidScope")',
    outcome: 'InvalidConfiguration',
    causes: ['relyingParty is not the identifier of a relying party trust in ADFS'],
  },
  {
    when: 'has(xml.Envelope.Body.Fault) && text.matches(":(Sender|InvalidSecurity|RequestFailed|BadRequest|InvalidRequest)<")',
    outcome: 'AccessRefused',
    causes: ['ADFS does not take the request: its log tells why', 'a policy of ADFS forbids this sign-in'],
  },
  {
    when: 'status in [404, 405] || status == 503 && !("retry-after" in headers) && xml == null',
    outcome: 'InvalidConfiguration',
    causes: [
      'the endpoint /adfs/services/trust/13/usernamemixed is not enabled in ADFS',
      'adfsUrl is not that of ADFS',
    ],
  },
];
