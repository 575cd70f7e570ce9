import type { RequestListener } from 'node:http';
import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';
import { adfsRoutes, isGood, wresultFaults } from './adfs-fake.ts';
import { ntlmFront, type NtlmFrontOptions } from '../../../dev/servers/ntlm-front.ts';
import { testNow } from '../../support/test-context.ts';
import { only, parseDocument } from '../../support/fakes/xml.ts';

export const username = 'CORP\\svc&migration<"\'>';
export const password = 'canary-p&ss<w>"ö\'-71';
export const ticket = 'canary-ticket-72';
export const secondPart = 'canary-ticket-73';
const host = 'sharepoint.example.com';
export const siteUrl = `https://${host}/sites/hr`;

const basic = `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
const verbose = (d: object): FakeReply => ({
  type: 'application/json;odata=verbose;charset=utf-8',
  text: JSON.stringify({ d }),
});

/** SP.User, learn.microsoft.com/previous-versions/office/developer/sharepoint-rest-reference/dn531432(v=office.15) */
export const me = (more: object = {}) =>
  verbose({
    Id: 12,
    LoginName: 'i:0#.w|corp\\svc-migration',
    Title: 'Migration',
    Email: 'svc@example.com',
    IsSiteAdmin: false,
    ...more,
  });
export const nobody = verbose({ CurrentUser: null });
export const rights = (low: number) => verbose({ EffectiveBasePermissions: { High: '2147483647', Low: String(low) } });
export const folder = (more: object = {}) => verbose({ Name: 'Shared Documents', ItemCount: 3, ...more });
export const apiError = (status: number): FakeReply => ({
  status,
  json: { error: { code: '-2147024891, System.UnauthorizedAccessException', message: { lang: 'en-US', value: 'No' } } },
});

export const challenge = (...schemes: string[]): FakeReply => ({
  status: 401,
  headers: { 'www-authenticate': schemes },
});
/** learn.microsoft.com/openspecs/sharepoint_protocols/ms-ofba 2.2.2 */
export const ofba = (page: string): FakeReply => ({
  status: 403,
  headers: {
    'x-forms_based_auth_required': `https://${host}${page}?ReturnUrl=/_layouts/15/error.aspx`,
    'x-forms_based_auth_return_url': `https://${host}/_layouts/15/error.aspx`,
  },
});

const cookie = (name: string, value: string) =>
  `${name}=${value}; expires=Fri, 27-Nov-2026 12:00:00 GMT; path=/; secure; HttpOnly`;
export const fedAuth = {
  'set-cookie': [cookie('FedAuth', ticket), cookie('FedAuth1', secondPart), 'WSS_KeepSessionAuthenticated=443; path=/'],
};

/** learn.microsoft.com/previous-versions/office/sharepoint-server/bb249810(v=office.15): LoginResult */
export function loginResult(code: string, name = 'FedAuth'): FakeReply {
  const named = code === 'NoError' ? `<CookieName>${name}</CookieName>` : '';
  return {
    type: 'text/xml; charset=utf-8',
    text: `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><LoginResponse xmlns="${sp}"><LoginResult>${named}<ErrorCode>${code}</ErrorCode><TimeoutSeconds>1800</TimeoutSeconds></LoginResult></LoginResponse></soap:Body></soap:Envelope>`,
    ...(code === 'NoError' ? { headers: fedAuth } : {}),
  };
}

const sp = 'http://schemas.microsoft.com/sharepoint/soap/';
const soapBody = '{http://schemas.xmlsoap.org/soap/envelope/}Body';
const nothing = ({ headers }: Received) => headers['authorization'] === undefined && headers['cookie'] === undefined;

/** learn.microsoft.com/openspecs/sharepoint_protocols/ms-authws */
const login: FakeRoute = {
  on: `POST https://${host}/_vti_bin/authentication.asmx`,
  headers: { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${sp}Login"` },
  faults: (received) => {
    const root = parseDocument(received.text);
    const fields = only(root, soapBody, `{${sp}}Login`)?.children.map(({ name }) => name);
    return [
      ...(fields?.join() === `{${sp}}username,{${sp}}password` ? [] : [`envelope with ${String(fields)}`]),
      ...(nothing(received) ? [] : ['more than the envelope']),
    ];
  },
  accepts: ({ text }) => {
    const { children = [] } = only(parseDocument(text), soapBody, `{${sp}}Login`) ?? {};
    return children[0]?.text === username && children[1]?.text === password;
  },
  good: loginResult('NoError'),
  refused: loginResult('PasswordNotMatch'),
};

/** The form that a browser posts on its way back from ADFS; the site answers with its own cookie. */
const trust: FakeRoute = {
  on: `POST https://${host}/_trust/`,
  form: {
    wa: 'wsignin1.0',
    wctx: `https://${host}/_layouts/15/Authenticate.aspx?Source=%2F`,
    wresult: /./,
  },
  faults: (received) => [
    ...wresultFaults(received.form['wresult'] ?? ''),
    ...(nothing(received) ? [] : ['more than the form']),
  ],
  accepts: ({ form }) => isGood(form['wresult'] ?? ''),
  good: { status: 302, headers: { ...fedAuth, location: '/_layouts/15/Authenticate.aspx?Source=%2F' } },
  refused: { status: 500, type: 'text/html', text: '<html>Sorry, something went wrong</html>' },
};

export type Way = 'basic' | 'session' | 'ntlm';

/** Windows authentication of IIS. */
export const iis =
  (more: Partial<NtlmFrontOptions> = {}) =>
  (inner: RequestListener) =>
    ntlmFront({ domain: 'CORP', user: username.slice(5), password, now: testNow, ...more }, inner);

/** How each way shows who is asking, and what the site says to those who do not. */
const showing: Record<Way, Pick<FakeRoute, 'accepts' | 'refused'>> = {
  basic: {
    accepts: ({ headers }) => headers['authorization'] === basic,
    refused: challenge('NTLM', `Basic realm="${host}"`),
  },
  ntlm: { accepts: () => true, refused: {} },
  session: {
    accepts: ({ headers }) => headers['cookie'] === `FedAuth=${ticket}; FedAuth1=${secondPart}`,
    refused: apiError(403),
  },
};

/** learn.microsoft.com/sharepoint/dev/sp-add-ins, the REST service; each request says that forms are not taken. */
export function routes(
  way: Way,
  offer: FakeReply = challenge('Basic realm="x"'),
  scheme = 'https',
): Record<string, FakeRoute> {
  const site = `${scheme}://${host}/sites/hr`;
  const shared = {
    ...showing[way],
    headers: { accept: 'application/json;odata=verbose', 'x-forms_based_auth_accepted': 'f' },
  };
  const get = (path: string, good: FakeReply): FakeRoute => ({ ...shared, on: `GET ${site}/_api/web/${path}`, good });
  const library = "getFolderByServerRelativeUrl('/sites/hr/Shared%20Documents/O''Neil')";
  const select = { $select: 'Id,LoginName,Title,Email,IsSiteAdmin' };
  return {
    bare: { ...get('currentuser', offer), query: select, when: nothing, accepts: () => true },
    test: { ...get('currentuser', me()), query: select },
    discovery: {
      on: `OPTIONS ${site}`,
      headers: { 'x-forms_based_auth_accepted': 'f' },
      faults: (received) => (nothing(received) ? [] : ['a credential with the question']),
      good: offer,
      refused: {},
    },
    rights: get('effectiveBasePermissions', rights(0b0111)),
    folder: get(library, folder()),
    item: get(`${library}/listItemAllFields/effectiveBasePermissions`, rights(0b1101)),
    list: get("getList('/sites/hr/Shared%20Documents/O''Neil')/effectiveBasePermissions", apiError(404)),
    login,
    trust,
    ...adfsRoutes({ username, password }),
  };
}
