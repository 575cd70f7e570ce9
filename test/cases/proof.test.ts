import { describe, it } from '@jest/globals';
import type { Answer, FakeReply, Received } from '../support/fake-platform.ts';
import { challenge, holdVerdict, type VerdictCase } from './verdict-case.ts';

const account = { username: 'svc-archive', password: 'made up, and right' };
const dav = { platform: 'webdav', config: { url: 'https://dav.example.com/p/missing/' }, secret: account };

const multistatus = (inner: string): FakeReply => ({
  status: 207,
  type: 'text/xml',
  text: `<?xml version="1.0" encoding="utf-8" ?>\n<D:multistatus xmlns:D="DAV:">\n<D:response>\n<D:href>/p/missing/</D:href>\n${inner}\n</D:response>\n</D:multistatus>`,
});
const propstat = (props: string, status: string) =>
  `<D:propstat><D:prop>${props}</D:prop><D:status>HTTP/1.1 ${status}</D:status></D:propstat>`;
const folder = '<D:resourcetype><D:collection/></D:resourcetype>';
const file = '<D:resourcetype/>';

/** Says so to whoever has signed in, and asks a stranger for the password. */
const signedIn =
  (reply: Answer) =>
  ({ headers }: Received): Answer =>
    headers['authorization'] === undefined ? challenge('Basic realm="files"') : reply;

describe('A multistatus', () => {
  it.each<[string, FakeReply, VerdictCase['reason'], RegExp?]>([
    ['with the 404 inside', multistatus(propstat('\n', '404 Not Found')), 'TargetNotFound', /nothing at/],
    ['with the 410 inside', multistatus(propstat('', '410 Gone')), 'TargetNotFound'],
    ['with the 404 of the response', multistatus('<D:status>HTTP/1.1 404 Not Found</D:status>'), 'TargetNotFound'],
    [
      'with a 404 for what is not known',
      multistatus(propstat(folder, '200 OK') + propstat('<D:current-user-principal/>', '404 Not Found')),
      'Verified',
    ],
    ['of a file', multistatus(propstat(file, '200 OK')), 'TargetNotFound', /is a file/],
    [
      'of a file of another type',
      multistatus(propstat('<D:resourcetype><C:thing xmlns:C="urn:c"/></D:resourcetype>', '200 OK')),
      'TargetNotFound',
    ],
    [
      'of a collection and a calendar',
      multistatus(propstat(folder.replace('/></D', '/><C:calendar xmlns:C="urn:c"/></D'), '200 OK')),
      'Verified',
    ],
  ])('%s', (name, reply, reason, ...[says]) =>
    holdVerdict({ ...dav, name, answer: signedIn(reply), reason, ...(says ? { says } : {}) }),
  );

  it.each<[string, FakeReply]>([
    ['file', multistatus(propstat(file, '200 OK'))],
    ['404 inside', multistatus(propstat('', '404 Not Found'))],
  ])('of a path: %s', (name, reply) =>
    holdVerdict({
      ...dav,
      name,
      requires: { path: 'Finance' },
      answer: (received) =>
        signedIn(received.url.pathname.includes('Finance') ? reply : multistatus(propstat(folder, '200 OK')))(received),
      reason: 'TargetNotFound',
      stage: 'Authorized',
    }),
  );

  const whole = multistatus(propstat(folder, '200 OK'));

  it.each([20, 60, 100, 140, 180, 220, whole.text!.length - 1, whole.text!.length - 14])(
    'cut at %i proves nothing',
    (at) =>
      holdVerdict({
        ...dav,
        name: `cut at ${at}`,
        answer: signedIn({ ...whole, text: whole.text!.slice(0, at) }),
        reason: 'UnexpectedReply',
      }),
  );
});

describe('A server that names a principal to anybody', () => {
  const named = multistatus(
    propstat(`${folder}<D:current-user-principal><D:href>/svc/</D:href></D:current-user-principal>`, '200 OK'),
  );

  it.each<Pick<VerdictCase, 'secret'> & { name: string }>([
    { name: 'a password', secret: account },
    { name: 'a token', secret: { bearerToken: 'garbage' } },
  ])('does not prove $name', ({ name, secret }) =>
    holdVerdict({ ...dav, name, secret, answer: () => named, reason: 'UnexpectedReply' }),
  );
});

const azure = { 'x-ms-version': '2021-12-02', 'x-ms-request-id': 'r' };
const listing: Record<string, string> = {
  'azure-blob': '<?xml version="1.0"?><EnumerationResults><Containers/></EnumerationResults>',
  'azure-files': '<?xml version="1.0"?><EnumerationResults><Shares/></EnumerationResults>',
  'azure-data-lake': '{"filesystems":[]}',
};

describe('A good status of Azure with its headers alone', () => {
  const keyed = { accountKey: Buffer.alloc(64, 7).toString('base64') };
  const config = { accountName: 'financearchive' };

  it.each(
    Object.entries(listing).flatMap(
      ([platform, text]) =>
        [
          [platform, 'no body', { headers: azure }],
          [platform, 'an error code', { headers: { ...azure, 'x-ms-error-code': 'AuthenticationFailed' }, text }],
          [platform, 'a code nobody knows', { headers: { ...azure, 'x-ms-error-code': 'Odd' }, text }],
          [platform, 'half a document', { headers: azure, text: text.slice(0, -12), type: 'application/xml' }],
          [platform, 'another document', { headers: azure, text: '<ok/>', type: 'application/xml' }],
          [platform, 'other JSON', { headers: azure, json: { ok: true } }],
        ] as [string, string, FakeReply][],
    ),
  )('%s: %s', (platform, name, reply) =>
    holdVerdict({
      name,
      platform,
      config,
      secret: keyed,
      answer: () => reply,
      reason: ['UnexpectedReply', 'CredentialsRejected', 'AccessRefused'],
    }),
  );

  it.each(Object.entries(listing))('%s: with its list it is one', (platform, text) =>
    holdVerdict({
      name: platform,
      platform,
      config,
      secret: keyed,
      answer: () => ({ headers: azure, text }),
      reason: 'Verified',
    }),
  );
});
