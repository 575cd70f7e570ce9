import { accountOf, claimsOf, faked, type Asked } from '../shared/entra/faked.ts';
import { bears, type FakeRoute } from '../../support/fake-platform.ts';
import { jwtOf, type Method } from '../shared/entra/fake.ts';
import { methodCases, saying, type Row } from '../../support/http-cases.ts';

export const siteUrl = 'https://contoso.sharepoint.com/sites/hr';
export const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
export const untold = {
  read: 'NotTestable',
  write: 'NotTestable',
  update: 'NotTestable',
  delete: 'NotTestable',
} as const;

const accept = { accept: 'application/json;odata=nometadata' };
const resource = 'https://contoso.sharepoint.com';
export const web: Omit<Asked, 'claims'> = {
  on: `${siteUrl}/_api/web`,
  query: { $select: 'Id,Title,Url' },
  headers: accept,
  good: { json: { Id: '7', Title: 'HR', Url: siteUrl } },
};
export function rest(method: Method) {
  const asked = { ...web, claims: claimsOf(method, { aud: resource }) };
  const mask: FakeRoute = {
    on: `GET ${siteUrl}/_api/web/effectiveBasePermissions`,
    headers: accept,
    accepts: bears(jwtOf(asked.claims)),
    good: { json: { High: '432', Low: String(1 + 2 + 8 + 65536) } },
    refused: { status: 401 },
  };
  const config = { siteUrl, api: 'rest' };
  return methodCases(faked(method, asked, { config, token: { resource }, routes: { mask } }), restRows(method));
}
const restRows = (method: Method): Row[] => [
  {
    kind: 'connected',
    name: 'rest: the rights on the site',
    hits: { token: 1, test: 1, mask: 1 },
    expect: { reason: 'Verified', account: accountOf(method), access: { ...all, update: 'Denied' } },
  },
  {
    name: 'rest: requires a right that is denied',
    requires: { access: ['Update'] },
    expect: { reason: 'PermissionDenied', about: /^update$/ },
  },
  {
    name: 'rest: all rights',
    replies: { mask: { json: { High: '2147483647', Low: '4294967295' } } },
    expect: { reason: 'Verified', access: all },
  },
  {
    name: 'rest: rights that cannot be read',
    replies: { mask: { json: {} } },
    expect: { reason: 'Verified', access: untold },
  },
  { name: 'rest: rights that are not told', replies: { mask: { status: 403 } }, expect: 'PermissionDenied' },
  ...saying('test', [
    [
      'trap: a Graph token',
      { status: 401, json: { error_description: 'Invalid issuer or signature.' } },
      'InvalidConfiguration',
      1,
    ],
    [
      'trap: a token of another audience',
      { status: 401, headers: { 'x-ms-diagnostics': '3000006;reason="Token contains invalid signature."' } },
      'InvalidConfiguration',
      1,
    ],
    // The claims of these tokens have no roles, which a user does not need.
    ['rest: 401 without a word', { status: 401 }, method === 'certificate' ? 'ScopeMissing' : 'UnexpectedReply'],
    ['rest: 403', { status: 403 }, 'PermissionDenied', 2],
    ['rest: 404', { status: 404 }, 'TargetNotFound', 2],
    ['rest: no site', { json: { Title: 'HR' } }, 'UnexpectedReply'],
    ['trap: rest: a site whose Id is null', { json: { Id: null, Title: null } }, 'UnexpectedReply'],
  ]),
];
