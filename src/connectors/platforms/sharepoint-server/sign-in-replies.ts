import type { PlatformRow } from '../../../api/platform.gen.ts';

/** learn.microsoft.com/previous-versions/office/sharepoint-server/bb249845(v=office.15): LoginErrorCode */
export const formsReplies: PlatformRow[] = [
  {
    when: 'login.ErrorCode == "PasswordNotMatch"',
    outcome: 'CredentialsRejected',
    causes: ['user name or password is wrong', 'the account is locked or not approved'],
  },
  {
    when: 'login.ErrorCode != "NoError" || has(xml.error)',
    outcome: 'InvalidConfiguration',
    causes: ['the site does not use forms'],
    fix: 'Set `spec.method` to automatic, or to another method.',
  },
  { table: 'site' },
];

/** docs.infor.com, Error Handling for the SAML Session Provider; docs.oasis-open.org/ws-sx/ws-trust/200512 */
export const adfsReplies: PlatformRow[] = [
  {
    when: 'text.contains("FailedAuthentication") || text.contains("ID3242")',
    outcome: 'CredentialsRejected',
    causes: [
      'user name or password is wrong',
      'the account is locked or disabled, or its password has expired',
      'the account is not allowed to use the relying party',
    ],
  },
  {
    when: 'text.contains("ID3082") || text.contains("InvalidScope")',
    outcome: 'InvalidConfiguration',
    causes: ['`relyingParty` is not the identifier of a relying party trust in ADFS'],
  },
  {
    when: 'has(xml.Envelope.Body.Fault) && text.matches(":(Sender|InvalidSecurity|RequestFailed|BadRequest|InvalidRequest)<")',
    outcome: 'AccessRefused',
    causes: ['ADFS does not accept the request (its log says why)', 'a policy of ADFS forbids this sign-in'],
  },
  {
    when: 'status in [404, 405]',
    outcome: 'InvalidConfiguration',
    causes: [
      'the endpoint /adfs/services/trust/13/usernamemixed is not enabled in ADFS',
      '`adfsUrl` is not the address of ADFS',
    ],
  },
];

export const trustReplies: PlatformRow[] = [
  { when: 'status in [200, 302] && filled(cookieHeader(cookies, config.adfsCookie))', outcome: 'Passed' },
  {
    when: 'status in [200, 302]',
    outcome: 'InvalidConfiguration',
    causes: [
      'the site does not trust what ADFS signs for `relyingParty`',
      'the cookie of the site has another name than `adfsCookie`',
    ],
  },
  { table: 'site' },
];
