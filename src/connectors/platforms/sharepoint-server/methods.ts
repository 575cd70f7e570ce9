import type { PlatformMethod, PlatformRequest } from '../../../api/platform.gen.ts';
import { password, shownUsername } from '../shared/field.ts';
import { issue, wresult } from './adfs-envelopes.ts';

/** Every method signs in with the same two keys. */
export const schemas = {
  account: {
    required: ['username', 'password'],
    properties: {
      username: {
        ...shownUsername,
        description:
          'Account to sign in as, with its Windows domain or as user@domain; with forms, as the site knows it.',
        examples: ['CORP\\svc-migration'],
      },
      password,
    },
  },
};
const secret = { $ref: '#/schemas/account' };
const noFederation = { adfsUrl: false, relyingParty: false };
const noDomain = { domain: false, workstation: false };
const neither = { properties: { ...noFederation, ...noDomain } };

/** @param whoAmI - what tells who we are, here asked by nobody */
export function automatic(whoAmI: PlatformRequest): PlatformMethod {
  const replies = [{ table: 'detect' }, { table: 'offers' }];
  return {
    name: 'automatic',
    title: 'Detect automatically',
    description:
      'Finds out without the password what the site accepts, and signs in once with the best of it: NTLM, HTTP Basic over https, ADFS if `adfsUrl` and `relyingParty` are set, forms over https. After a refusal nothing else is tried. status.lastTest.method says which method it was.',
    secret,
    config: { properties: noDomain },
    detect: [
      { request: whoAmI, replies },
      // A site that lets strangers in, or an API that only says 403, tells it when it is asked as Office asks.
      { request: { method: 'OPTIONS', url: '{{config.siteUrl}}' }, replies },
    ],
  };
}

export const ntlm: PlatformMethod = {
  name: 'ntlm',
  title: 'NTLM',
  description:
    'Use a Windows account with access to the site, if IIS offers NTLM or Negotiate (NTLMv2, not Kerberos). The password is not sent; it is proved once a test, on a connection that is kept open.',
  secret,
  config: { properties: noFederation },
  credential: {
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
    'Use a Windows account with access to the site, if IIS offers Basic. The password is sent with each request of a test; over http others can read it on the way.',
  secret,
  config: neither,
  credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
};

const soap = 'http://schemas.microsoft.com/sharepoint/soap/';
const cookie = { headers: { Cookie: '{{session.cookie}}' } };

/** learn.microsoft.com/openspecs/sharepoint_protocols/ms-authws: Login */
export const forms: PlatformMethod = {
  name: 'forms',
  title: 'Forms',
  description:
    'Use a user of the membership provider of the site (forms-based authentication). The password is sent once a test, to the web service Authentication of the site.',
  secret,
  config: neither,
  signIn: [
    {
      name: 'session',
      request: {
        method: 'POST',
        url: '{{root}}/_vti_bin/authentication.asmx',
        headers: { 'Content-Type': 'text/xml; charset=utf-8', SOAPAction: `"${soap}Login"`, Accept: 'text/xml' },
        xml: `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Login xmlns="${soap}"><username>{{secret.username}}</username><password>{{secret.password}}</password></Login></soap:Body></soap:Envelope>`,
      },
      replies: [{ table: 'forms' }],
      // A long ticket is dealt out over cookies that are numbered.
      set: { cookie: 'cookieHeader(cookies, login.CookieName)' },
      facts: { identified: 'login.ErrorCode == "NoError"' },
    },
  ],
  credential: cookie,
};

export const adfs: PlatformMethod = {
  name: 'adfs',
  title: 'ADFS',
  description:
    'Use a user whom ADFS knows and who has access to the site. The endpoint /adfs/services/trust/13/usernamemixed must be enabled in ADFS (from outside also for the proxy). The password is sent once a test, only to ADFS.',
  secret,
  config: { required: ['adfsUrl', 'relyingParty'], properties: noDomain },
  signIn: [
    {
      name: 'saml',
      request: {
        method: 'POST',
        url: '{{adfs}}/adfs/services/trust/13/usernamemixed',
        headers: { 'Content-Type': 'application/soap+xml; charset=utf-8', Accept: 'application/soap+xml' },
        xml: issue,
      },
      replies: [{ table: 'adfs' }],
      set: {
        token: 'text.innerXml("RequestedSecurityToken")',
        created: 'text.innerXml("Lifetime").innerXml("Created")',
        expires: 'text.innerXml("Lifetime").innerXml("Expires")',
      },
      facts: { identified: 'filled(saml.token)' },
    },
    {
      name: 'session',
      request: {
        method: 'POST',
        url: '{{root}}/_trust/',
        form: { wa: 'wsignin1.0', wctx: '{{root}}/_layouts/15/Authenticate.aspx?Source=%2F', wresult },
      },
      replies: [{ table: 'trust' }],
      set: { cookie: 'cookieHeader(cookies, config.adfsCookie)' },
    },
  ],
  credential: cookie,
};
