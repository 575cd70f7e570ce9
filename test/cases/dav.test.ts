import { afterEach, describe, expect, it } from '@jest/globals';
import type { Answer, Received } from '../support/fake-platform.ts';
import { startFtpServer, type FtpServer } from '../../dev/servers/ftp-server.ts';
import type { FtpServerOptions } from '../../dev/servers/ftp-session.ts';
import { registry } from '../../src/connectors/index.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';
import { holdVerdict, type VerdictCase } from './verdict-case.ts';

const account = { username: 'svc-archive', password: 'made up, and right' };
const config = { url: 'https://dav.example.com/files/' };
const folder = '<D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop>';

const multistatus = (propstat: string, type = 'text/xml'): Answer => ({
  status: 207,
  type,
  text: `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/files/</D:href>${propstat}</D:response></D:multistatus>`,
});
const found = (status: string) => multistatus(`<D:propstat>${folder}<D:status>${status}</D:status></D:propstat>`);
const signedIn =
  (answer: (received: Received) => Answer) =>
  (received: Received): Answer =>
    received.headers['authorization'] === undefined
      ? { status: 401, headers: { 'www-authenticate': 'Basic realm="files"' } }
      : answer(received);

const saying = (status: string, reason: VerdictCase['reason'] = 'Verified'): VerdictCase => ({
  name: status,
  platform: 'webdav',
  config,
  secret: account,
  answer: signedIn(() => found(status)),
  reason,
});

describe('The status within a multistatus', () => {
  it.each([
    saying('HTTP/1.1 200 OK'),
    saying('HTTP/1.1 200'),
    saying('HTTP/1.1 200 '),
    saying('HTTP/1.0 200'),
    saying('HTTP/2 200'),
    saying('HTTP/1.1 2000', 'UnexpectedReply'),
    saying('HTTP/1.1 404 200 OK', 'UnexpectedReply'),
  ])('$name', holdVerdict);
});

/** Files of a server that takes only what it knows to be asked for. */
function shelf(put: (received: Received) => Answer | undefined, strictAccept = false) {
  const files = new Map<string, string>();
  const answer = signedIn((received) => {
    const { method, url, text } = received;
    const accept = received.headers['accept'] ?? '*/*';
    if (strictAccept && !accept.includes('*/*') && !accept.includes('xml')) return { status: 406 };
    if (method === 'PROPFIND') return found('HTTP/1.1 200 OK');
    if (method === 'PUT') {
      const refused = put(received);
      if (refused) return refused;
      files.set(url.pathname, text);
      return { status: 201 };
    }
    const content = files.get(url.pathname);
    if (content === undefined) return { status: 404 };
    if (method === 'DELETE') files.delete(url.pathname);
    return method === 'GET' ? { text: content, type: 'text/plain' } : { status: 204 };
  });
  return { files, answer };
}

const access = ['Read', 'Write', 'Update', 'Delete'] as const;
const probing = (name: string, put: (received: Received) => Answer | undefined, more = {}): VerdictCase => ({
  name,
  platform: 'webdav',
  config,
  secret: account,
  requires: { proof: 'Probe', path: 'in', access: [...access] },
  answer: shelf(put).answer,
  reason: 'PermissionDenied',
  ...more,
});

describe('A file that is not taken into a folder that was seen to be there', () => {
  it.each([
    probing('409', () => ({ status: 409 })),
    probing('404', () => ({ status: 404 })),
    probing('404 with a page', () => ({ status: 404, type: 'text/html', text: '<html>no</html>' })),
    probing('409 in JSON', () => ({ status: 409, json: { error: 'conflict' } })),
    probing('409 to the second write only', onSecond({ status: 409 })),
    probing('404 to the second write only', onSecond({ status: 404 })),
    probing('taken', () => undefined, { reason: 'Verified' }),
  ])('$name', holdVerdict);
});

function onSecond(answer: Answer) {
  let written = 0;
  return () => ((written += 1) > 1 ? answer : undefined);
}

describe('A server that knows no JSON', () => {
  it('is asked for anything by the verbs that change something, and nothing stays behind', async () => {
    const { files, answer } = shelf(() => undefined, true);

    await holdVerdict(probing('strict', () => undefined, { answer, reason: 'Verified' }));

    expect([...files.keys()]).toEqual([]);
  });
});

describe('A server that has MLST and refuses it where nothing is there', () => {
  let server: FtpServer;
  afterEach(() => server.stop());

  it.each([500, 501, 502, 503, 504])('by %i', async (code) => {
    const options: FtpServerOptions = {
      accounts: [{ username: 'svc', password: 'right', write: true }],
      directories: ['/in'],
      answers: { MLST: `${code} not understood` },
    };
    server = await startFtpServer(options);

    const verdict = await planAndTest(
      {
        platform: registry.get('ftp')!,
        config: { host: '127.0.0.1', port: server.port, allowInsecure: true },
        secret: { username: 'svc', password: 'right' },
        requires: { proof: 'Probe', path: '/in', access: [...access] },
        uid: '7d5e',
      },
      testContext(),
    );

    expect(verdict).toMatchObject({ outcome: 'connected', access: { write: 'Granted', delete: 'Granted' } });
    expect(server.commands()).toContain('MLST');
    expect(server.files()).toEqual({});
  });
});
