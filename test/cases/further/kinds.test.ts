import { describe, it } from '@jest/globals';
import type { Answer, Received } from '../../support/fake-platform.ts';
import { blockPage, challenge, holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret' | 'requires'>;

const account = { username: 'svc-archive', password: 'made up, and right' };
const appPassword = { username: account.username, appPassword: account.password };
const json = (body: object, status = 200): Answer => ({ status, json: body });

/** Asks a stranger for the password, or says what it has against strangers, and to others this. */
const behind =
  (reply: Answer, stranger = challenge('Basic realm="made up"')) =>
  (received: Received): Answer =>
    received.headers['authorization'] === undefined && received.headers['x-authentication-token'] === undefined
      ? stranger
      : reply;

const own = {
  alfresco: { platform: 'alfresco', method: 'basic', config: { url: 'https://ecm.example.com' }, secret: account },
  confluence: {
    platform: 'confluence-data-center',
    method: 'basic',
    config: { url: 'https://wiki.example.com' },
    secret: account,
  },
  documentum: {
    platform: 'documentum',
    config: { restUrl: 'https://dctm.example.com/dctm-rest', repository: 'finance' },
    secret: account,
  },
  filenet: {
    platform: 'filenet',
    method: 'basic',
    config: { graphqlUrl: 'https://fn.example.com/content-services-graphql/graphql', objectStore: 'OS1' },
    secret: account,
  },
  nextcloud: { platform: 'nextcloud', config: { url: 'https://cloud.example.com' }, secret: appPassword },
  owncloud: { platform: 'owncloud', config: { url: 'https://cloud.example.com' }, secret: appPassword },
  ocis: {
    platform: 'owncloud-infinite-scale',
    config: { url: 'https://ocis.example.com' },
    secret: { username: account.username, appToken: account.password },
  },
  nuxeo: { platform: 'nuxeo', method: 'basic', config: { url: 'https://nuxeo.example.com/nuxeo' }, secret: account },
  servicenow: {
    platform: 'servicenow',
    method: 'basic',
    config: { hostname: 'acme.service-now.com' },
    secret: account,
  },
  webcenter: {
    platform: 'webcenter-content',
    method: 'basic',
    config: { url: 'https://wcc.example.com/cs/idcplg' },
    secret: account,
  },
} satisfies Record<string, Asked>;

const ocs = (data: object): Answer => json({ ocs: { meta: { status: 'ok', statuscode: 200 }, data } });
const person = (entry: object) => json({ entry });

/** What proves nobody: an id that is none, a name alone, the guest. Kinds 1 and 3. */
const nobodies: [string, Asked, Answer][] = [
  ['a blank id of Alfresco', own.alfresco, person({ id: ' ', firstName: 'Svc', enabled: true })],
  ['an id of Alfresco that is a list', own.alfresco, person({ id: [], enabled: true })],
  ['a key of Confluence that is null', own.confluence, json({ type: 'known', username: 'svc', userKey: null })],
  ['a type of Confluence alone', own.confluence, json({ type: 'known' })],
  ['a name of Documentum alone', own.documentum, json({ properties: { user_name: 'svc' } })],
  ['nobody of FileNet', own.filenet, json({ data: { _apiInfo: { cpeInfo: { cpeUser: 'UNAUTHENTICATED' } } } })],
  ['a version of FileNet', own.filenet, json({ data: { _apiInfo: { implementationVersion: '5.5' } } })],
  ['an id of Nextcloud that is false', own.nextcloud, ocs({ id: false, displayname: 'Svc' })],
  ['a name of ownCloud alone', own.owncloud, ocs({ 'display-name': 'Svc', email: 'svc@example.com' })],
  [
    'an id of Infinite Scale without a name',
    own.ocis,
    json({ id: 'u-1', displayName: 'Svc', onPremisesSamAccountName: '' }),
  ],
  ['a Nuxeo that does not say whether it is anonymous', own.nuxeo, json({ 'entity-type': 'user', id: 'svc' })],
  ['the guest of ServiceNow', own.servicenow, json({ result: [{ sys_id: 'a', user_name: 'guest' }] })],
  ['anonymous of WebCenter', own.webcenter, json({ LocalData: { dUser: 'anonymous', StatusCode: '0' } })],
];

describe('A good status that names nobody', () => {
  it.each(nobodies)('%s', (name, asked, reply) =>
    holdVerdict({ ...asked, name, answer: behind(reply), reason: 'UnexpectedReply' }),
  );
});

/** A tenant that is another one, or is not said. Kind 2. */
const tenants: [string, Asked, Answer][] = [
  [
    'Slack of another workspace',
    { platform: 'slack', config: { teamId: 'T0123' }, secret: { botToken: 'xoxb-made-up' } },
    json({ ok: true, user_id: 'U1', team_id: 'T0124' }),
  ],
  [
    'Slack without an organization',
    { platform: 'slack', config: { enterpriseId: 'E0123' }, secret: { botToken: 'xoxb-made-up' } },
    json({ ok: true, user_id: 'U1', team_id: 'T0123' }),
  ],
  [
    'Box without an enterprise',
    { platform: 'box', method: 'access-token', config: { enterpriseId: '42' }, secret: { accessToken: 'made-up' } },
    json({ type: 'user', id: '1', login: 'a@example.com', enterprise: null }),
  ],
  [
    'HubSpot of another portal',
    { platform: 'hubspot', config: { portalId: '1' }, secret: { accessToken: 'pat-eu1-made-up' } },
    json({ portalId: 12, userId: 3 }),
  ],
  [
    'Asana whose workspaces are null',
    { platform: 'asana', config: { workspaceId: '1' }, secret: { accessToken: 'made-up' } },
    json({ data: { gid: '7', name: 'Svc', workspaces: null } }),
  ],
  [
    'Asana whose workspace has no id',
    { platform: 'asana', config: { workspaceId: '1' }, secret: { accessToken: 'made-up' } },
    json({ data: { gid: '7', name: 'Svc', workspaces: [{ name: '1' }] } }),
  ],
];

describe('A tenant that is not the one', () => {
  it.each(tenants)('%s', (name, asked, reply) =>
    holdVerdict({ ...asked, name, answer: () => reply, reason: 'IdentityMismatch' }),
  );
});

const dav = (inner: string): Answer => ({
  status: 207,
  type: 'text/xml',
  text: `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:"><d:response><d:href>/x</d:href>${inner}</d:response></d:multistatus>`,
});
const permissions = '<oc:permissions xmlns:oc="http://owncloud.org/ns">RGDNVCK</oc:permissions>';
const entry = (type: string) =>
  dav(
    `<d:propstat><d:prop><d:resourcetype>${type}</d:resourcetype>${permissions}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>`,
  );
const file = entry('');
const missing = dav('<d:propstat><d:prop/><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>');

const whoIs = (platform: string): Answer =>
  platform === 'owncloud-infinite-scale'
    ? json({ id: 'u-1', displayName: 'Svc', onPremisesSamAccountName: 'svc' })
    : ocs({ id: 'svc', displayname: 'Svc', 'display-name': 'Svc' });

/** A file as a path, and nothing there inside a 207. Kind 4. */
describe('A path of a cloud of one’s own', () => {
  it.each(
    [own.nextcloud, own.owncloud, own.ocis].flatMap((asked) => [
      { asked, what: 'a file', reply: file, reason: 'TargetNotFound' as const },
      { asked, what: 'nothing', reply: missing, reason: 'TargetNotFound' as const },
      { asked, what: 'a folder', reply: entry('<d:collection/>'), reason: 'Verified' as const },
    ]),
  )('of $asked.platform is $what', ({ asked, what, reply, reason }) =>
    holdVerdict({
      ...asked,
      name: what,
      requires: { path: '/Finance' },
      answer: (received) => behind(received.method === 'PROPFIND' ? reply : whoIs(asked.platform))(received),
      reason,
    }),
  );
});

/** A scheme that the server does not take. Kind 6. */
describe('A password is not shown to a server that wants something else', () => {
  it.each(
    [own.filenet, own.webcenter].flatMap((asked) =>
      [['Negotiate', 'NTLM'], ['Digest realm="a",qop="auth",nonce="1"'], ['Bearer realm="a"']].map((offers) => ({
        asked,
        offers,
      })),
    ),
  )('$asked.platform offers $offers', ({ asked, offers }) =>
    holdVerdict({
      ...asked,
      name: String(offers),
      answer: () => challenge(...offers),
      reason: 'InvalidConfiguration',
      says: /Basic/,
      shown: false,
    }),
  );
});

/** 404 to a stranger, and 403 before anybody looked. Kinds 9 and 10. */
const hidden: [string, Asked, Answer][] = [
  ['Alfresco', own.alfresco, person({ id: 'svc', enabled: true })],
  ['Confluence', own.confluence, json({ type: 'known', username: 'svc', userKey: 'k1' })],
  ['Nextcloud', own.nextcloud, ocs({ id: 'svc' })],
  ['Nuxeo', own.nuxeo, json({ 'entity-type': 'user', id: 'svc', isAnonymous: false })],
  ['WebCenter', own.webcenter, json({ LocalData: { dUser: 'svc', StatusCode: '0' } })],
];

describe('A server that hides from strangers', () => {
  it.each(hidden)('%s', (name, asked, reply) =>
    holdVerdict({ ...asked, name, answer: behind(reply, { status: 404 }), reason: 'Verified' }),
  );

  it.each(hidden)('%s, whose page in front refuses everybody', (name, asked) =>
    holdVerdict({ ...asked, name, answer: () => blockPage(403, 'nginx'), reason: 'UnexpectedReply', stage: 'Reached' }),
  );
});
