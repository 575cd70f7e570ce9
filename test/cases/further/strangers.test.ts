import { describe, it } from '@jest/globals';
import type { Answer, Received } from '../../support/fake-platform.ts';
import { blockPage, challenge, holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const account = { username: 'svc-archive', password: 'made up, and right' };
const url = 'https://api.example.com/me';
const ecm = { config: { url: 'https://ecm.example.com' }, secret: account, method: 'basic' };
const folder =
  '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/f/</d:href><d:propstat><d:prop><d:resourcetype><d:collection/></d:resourcetype></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>';

const platforms: Record<string, [Asked, good: Answer]> = {
  'http-endpoint by Basic': [
    { platform: 'http-endpoint', method: 'basic', config: { url }, secret: account },
    { json: { id: 1 } },
  ],
  'http-endpoint by a token': [
    { platform: 'http-endpoint', config: { url }, secret: { token: 'made-up' } },
    { json: { id: 1 } },
  ],
  'http-endpoint by a header': [
    { platform: 'http-endpoint', config: { url, headerName: 'X-Api-Key' }, secret: { value: 'made-up-key' } },
    { json: { id: 1 } },
  ],
  'webdav by Basic': [
    { platform: 'webdav', method: 'basic', config: { url: 'https://dav.example.com/f/' }, secret: account },
    { status: 207, type: 'text/xml', text: folder },
  ],
  alfresco: [{ platform: 'alfresco', ...ecm }, { json: { entry: { id: 'svc', enabled: true } } }],
  'confluence-data-center': [
    { platform: 'confluence-data-center', ...ecm },
    { json: { type: 'known', username: 'svc', userKey: 'k1' } },
  ],
  nuxeo: [
    { platform: 'nuxeo', ...ecm, config: { url: 'https://nuxeo.example.com/nuxeo' } },
    { json: { 'entity-type': 'user', id: 'svc', isAnonymous: false } },
  ],
  'webcenter-content': [
    { platform: 'webcenter-content', ...ecm, config: { url: 'https://wcc.example.com/cs/idcplg' } },
    { json: { LocalData: { dUser: 'svc', StatusCode: '0' } } },
  ],
};

const json = (status: number): Answer => ({ status, json: { message: 'Made up' } });
/** How servers treat strangers who expect none; the credential is tried all the same. */
const ways: [string, Answer][] = [
  ['500', { status: 500 }],
  ['500 in JSON', json(500)],
  ['a page with 500', blockPage(500)],
  ['501', json(501)],
  ['400', json(400)],
  ['a page with 403', blockPage(403)],
  ['405', { status: 405 }],
  ['409', json(409)],
  ['a sign-in elsewhere', { status: 302, headers: { location: 'https://sso.example.org/login' } }],
  ['404', { status: 404 }],
];

const shows = ({ headers }: Received) => (headers['authorization'] ?? headers['x-api-key']) !== undefined;
const rows = Object.entries(platforms).flatMap(([name, [asked, good]]) =>
  ways.map(([way, stranger]) => ({ name, way, asked, good, stranger })),
);

describe('A stranger’s response never ends the test before the credential was tried', () => {
  it.each(rows)('$name: $way', ({ way, asked, good, stranger }) =>
    holdVerdict({
      ...asked,
      name: way,
      answer: (received) => (shows(received) ? good : stranger),
      reason: 'Verified',
    }),
  );

  it.each(rows.filter(({ name }) => !/header|token/.test(name)))(
    '$name: $way, and a wrong password',
    ({ way, asked, stranger }) =>
      holdVerdict({
        ...asked,
        name: way,
        answer: (received) => (shows(received) ? challenge('Basic realm="made up"') : stranger),
        reason: ['CredentialsRejected', 'AccessRefused'],
        credential: 'NotAccepted',
      }),
  );
});

const [endpoint, good] = platforms['http-endpoint by Basic']!;

describe('A server that fails for a stranger', () => {
  it('proves nothing where it fails once', () => {
    let asked = 0;
    return holdVerdict({
      ...endpoint,
      name: 'once',
      answer(received) {
        asked += 1;
        return shows(received) || asked > 1 ? good : { status: 500 };
      },
      reason: 'UnexpectedReply',
    });
  });

  it('proves nothing where it fails otherwise the second time', () => {
    let asked = 0;
    return holdVerdict({
      ...endpoint,
      name: 'otherwise',
      answer(received) {
        asked += 1;
        return shows(received) ? good : { status: asked > 1 ? 503 : 500 };
      },
      reason: 'ServiceUnavailable',
    });
  });

  it.each([502, 503, 504, 429])('is shown no password in an outage: %i', (status) =>
    holdVerdict({
      ...endpoint,
      name: String(status),
      answer: () => ({ status }),
      reason: ['ServiceUnavailable', 'RateLimited'],
      shown: false,
    }),
  );

  it('is away where it fails for everybody', () =>
    holdVerdict({ ...endpoint, name: 'all', answer: () => ({ status: 500 }), reason: 'ServiceUnavailable' }));
});
