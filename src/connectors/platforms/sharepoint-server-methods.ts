import type { PlatformMethod } from '../platform.ts';
import { password, username } from './field.ts';
import { adfsReplies, login, loginReplies, siteReplies } from './replies/sharepoint-server.ts';

export const windowsUser = {
  ...username,
  description: 'With its Windows domain, or as user@domain; with forms, as the site knows it.',
  examples: ['CORP\\svc-migration'],
};
const account = { required: ['username', 'password'], properties: { username: windowsUser, password } };
const noFederation = { adfsUrl: false, relyingParty: false };
export const noDomain = { domain: false, workstation: false };

export const ntlm: PlatformMethod = {
  name: 'ntlm',
  title: 'NTLM',
  description:
    'A Windows account with access to the site, where IIS offers NTLM or Negotiate (NTLMv2; not Kerberos). The password is not sent; it is proved once a test, on a connection that is kept.',
  secret: account,
  config: { properties: noFederation },
  auth: {
    ntlm: {
      username: '{{secret.username}}',
      password: '{{secret.password}}',
      domain: '{{config.domain}}',
      workstation: '{{config.workstation}}',
    },
  },
};

export const basic: PlatformMethod = {
  name: 'basic',
  title: 'HTTP Basic',
  description:
    'A Windows account with access to the site, where IIS offers Basic. Over http the password can be read on the way. It is sent with each request of a test.',
  secret: account,
  config: { properties: { ...noFederation, ...noDomain } },
  auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
};

const soap = 'http://schemas.microsoft.com/sharepoint/soap/';

/** learn.microsoft.com/openspecs/sharepoint_protocols/ms-authws: Login */
export const forms: PlatformMethod = {
  name: 'forms',
  title: 'Forms',
  description:
    'A user of the membership provider of the site (forms-based authentication). The password is sent once a test, to the web service Authentication of the site.',
  secret: account,
  config: { properties: { ...noFederation, ...noDomain } },
  auth: {
    session: {
      login: {
        method: 'POST',
        url: '{{values.root}}/_vti_bin/authentication.asmx',
        redirect: 'return',
        headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${soap}Login"`, Accept: 'text/xml' },
        body: `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Login xmlns="${soap}"><username>{{secret.username}}</username><password>{{secret.password}}</password></Login></soap:Body></soap:Envelope>`,
      },
      replies: loginReplies,
      // A long ticket is dealt out over cookies that are numbered.
      values: { cookie: `cookies.filter(n, n.startsWith(${login.cookie})).map(n, n + "=" + cookies[n]).join("; ")` },
      headers: { Cookie: '{{session.cookie}}' },
    },
  },
};

const addressing = 'http://www.w3.org/2005/08/addressing';
const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const trust = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512';
const endpoint = '{{values.adfs}}/adfs/services/trust/13/usernamemixed';

/** docs.oasis-open.org/ws-sx/ws-trust/200512/ws-trust-1.3-os.html, and the UsernameToken profile of WS-Security. */
const issue = [
  `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="${addressing}"><s:Header>`,
  `<a:Action s:mustUnderstand="1">${trust}/RST/Issue</a:Action><a:MessageID>urn:uuid:{{session.nonce}}</a:MessageID>`,
  `<a:ReplyTo><a:Address>${addressing}/anonymous</a:Address></a:ReplyTo><a:To s:mustUnderstand="1">${endpoint}</a:To>`,
  `<o:Security s:mustUnderstand="1" xmlns:o="${wss}-wssecurity-secext-1.0.xsd"><o:UsernameToken><o:Username>{{secret.username}}</o:Username>`,
  `<o:Password Type="${wss}-username-token-profile-1.0#PasswordText">{{secret.password}}</o:Password></o:UsernameToken></o:Security></s:Header><s:Body>`,
  `<t:RequestSecurityToken xmlns:t="${trust}"><p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference>`,
  `<a:Address>{{config.relyingParty}}</a:Address></a:EndpointReference></p:AppliesTo><t:KeyType>${trust}/Bearer</t:KeyType>`,
  `<t:RequestType>${trust}/Issue</t:RequestType></t:RequestSecurityToken></s:Body></s:Envelope>`,
].join('');

const former = 'http://schemas.xmlsoap.org/ws/2005/02/trust';
const utility = `xmlns:u="${wss}-wssecurity-utility-1.0.xsd"`;

/** What a browser would carry from ADFS to the site: WS-Federation 1.2, 13.2.2. The assertion stays as it was signed. */
const wresult = [
  `<t:RequestSecurityTokenResponse xmlns:t="${former}"><t:Lifetime><u:Created ${utility}>{{session.created}}</u:Created>`,
  `<u:Expires ${utility}>{{session.expires}}</u:Expires></t:Lifetime><p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy">`,
  `<a:EndpointReference xmlns:a="${addressing}"><a:Address>{{config.relyingParty}}</a:Address></a:EndpointReference></p:AppliesTo>`,
  '<t:RequestedSecurityToken>{{session.saml}}</t:RequestedSecurityToken><t:TokenType>urn:oasis:names:tc:SAML:1.0:assertion</t:TokenType>',
  `<t:RequestType>${former}/Issue</t:RequestType><t:KeyType>http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey</t:KeyType></t:RequestSecurityTokenResponse>`,
].join('');

const fedAuth = 'cookies.filter(n, n.startsWith(config.adfsCookie)).map(n, n + "=" + cookies[n]).join("; ")';

export const adfs: PlatformMethod = {
  name: 'adfs',
  title: 'ADFS',
  description:
    'A user whom ADFS knows and who has access to the site. In ADFS the endpoint /adfs/services/trust/13/usernamemixed must be enabled (and, from outside, proxy enabled). The password is sent once a test, to ADFS alone.',
  secret: account,
  config: { required: ['adfsUrl', 'relyingParty'], properties: noDomain },
  auth: {
    session: {
      login: {
        method: 'POST',
        url: endpoint,
        redirect: 'return',
        headers: { 'Content-Type': 'application/soap+xml; charset=utf-8', Accept: 'application/soap+xml' },
        body: issue,
      },
      replies: adfsReplies,
      values: {
        saml: 'text.inside("RequestedSecurityToken")',
        created: 'text.inside("Lifetime").inside("Created")',
        expires: 'text.inside("Lifetime").inside("Expires")',
      },
      next: {
        request: {
          method: 'POST',
          url: '{{values.root}}/_trust/',
          redirect: 'return',
          form: { wa: 'wsignin1.0', wctx: '{{values.root}}/_layouts/15/Authenticate.aspx?Source=%2F', wresult },
        },
        replies: [
          { when: `status in [200, 302] && ${fedAuth} != ""`, outcome: 'Connected' },
          {
            when: 'status in [200, 302, 500]',
            outcome: 'InvalidConfiguration',
            causes: [
              'the site does not trust what ADFS signs for relyingParty',
              'the cookie of the site has another name than adfsCookie',
            ],
          },
          ...siteReplies,
        ],
        values: { cookie: fedAuth },
      },
      headers: { Cookie: '{{session.cookie}}' },
    },
  },
};
