import { createHmac } from 'node:crypto';
import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';
import { only, parseDocument, type Element } from '../../support/fakes/xml.ts';

export const adfsUrl = 'https://adfs.example.com';
export const relyingParty = 'urn:sharepoint:portal';
const endpoint = `${adfsUrl}/adfs/services/trust/13/usernamemixed`;

const soap = 'http://www.w3.org/2003/05/soap-envelope';
const addressing = 'http://www.w3.org/2005/08/addressing';
const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';
const trust = 'http://docs.oasis-open.org/ws-sx/ws-trust/200512';
const former = 'http://schemas.xmlsoap.org/ws/2005/02/trust';
const policy = 'http://schemas.xmlsoap.org/ws/2004/09/policy';
const utility = `${wss}-wssecurity-utility-1.0.xsd`;

const created = new Date(testNow - 5000).toISOString();
const expires = new Date(testNow + 3_595_000).toISOString();

/** Two blanks and single quotes: whoever writes the assertion anew breaks its signature. */
function assertion(from = created, until = expires): string {
  const text = `<saml:Conditions  NotBefore='${from}' NotOnOrAfter="${until}"/><saml:Attribute>svc&amp;migration</saml:Attribute>`;
  return `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:1.0:assertion" AssertionID="_1">${text}<ds:SignatureValue xmlns:ds="http://www.w3.org/2000/09/xmldsig#">canary-${mac(text)}</ds:SignatureValue></saml:Assertion>`;
}
const mac = (text: string) => createHmac('sha256', 'adfs').update(text).digest('hex');

export function issued(from?: string, until?: string): FakeReply {
  const lifetime = `<trust:Lifetime><wsu:Created xmlns:wsu="${utility}">${created}</wsu:Created><wsu:Expires xmlns:wsu="${utility}">${expires}</wsu:Expires></trust:Lifetime>`;
  const token = `<trust:RequestedSecurityToken>${assertion(from, until)}</trust:RequestedSecurityToken>`;
  return envelope(
    200,
    `<trust:RequestSecurityTokenResponseCollection xmlns:trust="${trust}"><trust:RequestSecurityTokenResponse>${lifetime}${token}<trust:TokenType>urn:oasis:names:tc:SAML:1.0:assertion</trust:TokenType></trust:RequestSecurityTokenResponse></trust:RequestSecurityTokenResponseCollection>`,
  );
}

/** docs.infor.com, Error Handling for the SAML Session Provider: SOAP faults come with 500. */
export function fault(code: string, reason: string, who = 'Sender'): FakeReply {
  return envelope(
    500,
    `<s:Fault><s:Code><s:Value>s:${who}</s:Value><s:Subcode><s:Value xmlns:a="${trust}">a:${code}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en-US">${reason}</s:Text></s:Reason></s:Fault>`,
  );
}

function envelope(status: number, body: string): FakeReply {
  // A time in the header that is not the token's.
  const header = `<o:Security xmlns:o="${wss}-wssecurity-secext-1.0.xsd"><u:Timestamp xmlns:u="${utility}"><u:Created>2001-01-01T00:00:00Z</u:Created><u:Expires>2001-01-01T00:05:00Z</u:Expires></u:Timestamp></o:Security>`;
  const text = `<s:Envelope xmlns:s="${soap}"><s:Header>${header}</s:Header><s:Body>${body}</s:Body></s:Envelope>`;
  return { status, type: 'application/soap+xml; charset=utf-8', text };
}

interface User {
  username: string;
  password: string;
}

/** docs.oasis-open.org/ws-sx/ws-trust/200512 and ADFS's endpoint for user name and password over TLS. */
export function adfsRoutes({ username, password }: User): Record<string, FakeRoute> {
  const shared = {
    on: `POST ${endpoint}`,
    headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
    faults: ({ text, headers }: Received) => [
      ...requestFaults(parseDocument(text)),
      ...(headers['authorization'] === undefined && headers['cookie'] === undefined ? [] : ['more than the envelope']),
    ],
  };
  return {
    unknownParty: {
      ...shared,
      when: ({ text }) => partyOf(parseDocument(text)) !== relyingParty,
      good: fault('InvalidScope', 'ID3082: The request scope is not valid or is unsupported.'),
      refused: {},
    },
    adfs: {
      ...shared,
      accepts: ({ text }) => {
        const token = tokenOf(parseDocument(text));
        return only(token, secext('Username'))?.text === username && only(token, secext('Password'))?.text === password;
      },
      good: issued(),
      refused: fault('FailedAuthentication', 'ID3242: The security token could not be authenticated or authorized.'),
    },
  };
}

const secext = (name: string) => `{${wss}-wssecurity-secext-1.0.xsd}${name}`;
const head = (root: Element, name: string) => only(root, `{${soap}}Header`, name);
const tokenOf = (root: Element) => only(head(root, secext('Security')), secext('UsernameToken'));
const rst = (root: Element) => only(root, `{${soap}}Body`, `{${trust}}RequestSecurityToken`);
const address = [`{${policy}}AppliesTo`, `{${addressing}}EndpointReference`, `{${addressing}}Address`];
const partyOf = (root: Element) => only(rst(root), ...address)?.text;

function requestFaults(root: Element): string[] {
  const { children = [] } = tokenOf(root) ?? {};
  const wanted: [string, string | undefined, string | RegExp][] = [
    ['Action', head(root, `{${addressing}}Action`)?.text, `${trust}/RST/Issue`],
    ['To', head(root, `{${addressing}}To`)?.text, endpoint],
    ['MessageID', head(root, `{${addressing}}MessageID`)?.text, /^urn:uuid:[0-9a-f-]{36}$/],
    ['ReplyTo', only(head(root, `{${addressing}}ReplyTo`), `{${addressing}}Address`)?.text, `${addressing}/anonymous`],
    ['UsernameToken', children.map(({ name }) => name).join(), `${secext('Username')},${secext('Password')}`],
    ['Password Type', children[1]?.attributes['Type'], `${wss}-username-token-profile-1.0#PasswordText`],
    ['KeyType', only(rst(root), `{${trust}}KeyType`)?.text, `${trust}/Bearer`],
    ['RequestType', only(rst(root), `{${trust}}RequestType`)?.text, `${trust}/Issue`],
    ['AppliesTo', partyOf(root), /./],
    ['root', root.name, `{${soap}}Envelope`],
  ];
  return wanted.flatMap(([what, has = '', want]) =>
    (typeof want === 'string' ? has === want : want.test(has)) ? [] : [`${what} is "${has}"`],
  );
}

/** What a relying party finds wrong with the form that a browser brings from ADFS (WS-Federation 1.2, 13). */
export function wresultFaults(text: string): string[] {
  const root = parseDocument(text);
  const at = (...path: string[]) => only(root, ...path)?.text;
  return [
    ...(root.name === `{${former}}RequestSecurityTokenResponse` ? [] : [`wresult is ${root.name}`]),
    ...(at(`{${former}}Lifetime`, `{${utility}}Created`) === created ? [] : ['Created']),
    ...(at(`{${former}}Lifetime`, `{${utility}}Expires`) === expires ? [] : ['Expires']),
    ...(at(...address) === relyingParty ? [] : ['AppliesTo']),
    ...(at(`{${former}}RequestType`) === `${former}/Issue` ? [] : ['RequestType']),
    ...(at(`{${former}}TokenType`) === 'urn:oasis:names:tc:SAML:1.0:assertion' ? [] : ['TokenType']),
  ];
}

/** Whether the assertion in it is as ADFS signed it, and is good now. */
export function isGood(text: string): boolean {
  const [, signed = '', signature = ''] = /AssertionID="_1">(.*)<ds:SignatureValue[^>]*>canary-(\w+)</.exec(text) ?? [];
  const [, from = '', until = ''] = /NotBefore='(.*?)' NotOnOrAfter="(.*?)"/.exec(signed) ?? [];
  return signature === mac(signed) && Date.parse(from) <= testNow && testNow < Date.parse(until);
}
