import { describe, expect, it } from '@jest/globals';
import { startFtpServer } from '../../dev/servers/ftp-server.ts';
import { startSftpServer } from '../../dev/servers/sftp-server.ts';
import { registry, type Verdict } from '../../src/connectors/index.ts';
import { readRequest, writeReply, type Answer, type Received } from '../support/fake-platform.ts';
import { startFakeTls } from '../support/fake-tls.ts';
import { planAndTest, type Asked } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

const account = { username: 'svc', password: 'made up, and right' };
const probe = { proof: 'Probe', path: 'in' } as const;
const once = { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Granted' };

const folder =
  '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>';

/** Where a server puts what is written to a name that is taken, and what it says of that; undefined where it overwrites. */
type Renaming = (path: string) => { path: string; location?: string } | undefined;

/** Files of a WebDAV server by path. */
function shelf(renaming: Renaming, files: Map<string, string>, unreadable = false) {
  return ({ method, url, text, headers }: Received): Answer => {
    if (headers['authorization'] === undefined)
      return { status: 401, headers: { 'www-authenticate': 'Basic realm="f"' } };
    if (method === 'PROPFIND') return { status: 207, type: 'text/xml', text: folder };
    const path = decodeURIComponent(url.pathname);
    if (method === 'PUT') {
      const other = renaming(path);
      files.set(other?.path ?? path, text);
      return { status: 201, headers: other?.location === undefined ? {} : { location: other.location } };
    }
    if (method === 'GET' && unreadable) return { status: 403 };
    const content = files.get(path);
    if (content === undefined) return { status: 404 };
    if (method === 'DELETE') files.delete(path);
    return method === 'GET' ? { text: content, type: 'text/plain' } : { status: 204 };
  };
}

async function probeDav(
  platform: string,
  renaming: Renaming,
  files: Map<string, string>,
  how: { always?: boolean; unreadable?: boolean } = {},
): Promise<Verdict> {
  const answer = shelf((path) => (how.always || files.has(path) ? renaming(path) : undefined), files, how.unreadable);
  const server = await startFakeTls((request, response) => {
    void readRequest(request).then((received) => writeReply(response, answer(received)));
  });
  const config = { url: 'https://dav.example.com/files/' };
  const asked: Asked = { platform: registry.get(platform)!, config, secret: account, requires: probe, uid: '7d5e' };
  try {
    return await planAndTest(asked, testContext(server.context));
  } finally {
    await server.stop();
  }
}

describe('A WebDAV server that puts another file beside the one that is overwritten', () => {
  const beside = (path: string) => `${path}-1700000000.12-abCD.txt`;

  it.each<[string, Renaming]>([
    ['an address', (path) => ({ path: beside(path), location: `https://dav.example.com${encodeURI(beside(path))}` })],
    ['a path', (path) => ({ path: beside(path), location: encodeURI(beside(path)) })],
    ['a path with a query', (path) => ({ path: beside(path), location: `${encodeURI(beside(path))}?a=b` })],
    ['another host, whatever that is', (path) => ({ path: beside(path), location: `https://10.0.0.1${beside(path)}` })],
  ])('does not let the account update, and nothing is left: Location is %s', async (_, renaming) => {
    const files = new Map<string, string>();

    const verdict = await probeDav('webdav', renaming, files);

    expect(verdict).toMatchObject({ outcome: 'connected', access: once });
    expect([...files.keys()]).toEqual([]);
  });

  it.each(['/files/in/finance.xlsx', '/files/in/..', '/', 'https://dav.example.com', '%', '/files/in/%E0%A4%A'])(
    'is not believed where it names %s',
    async (location) => {
      const files = new Map([['/files/in/finance.xlsx', 'kept']]);

      const verdict = await probeDav('webdav', (path) => ({ path: beside(path), location }), files);

      expect(verdict).toMatchObject({ access: once });
      expect(files.get('/files/in/finance.xlsx')).toBe('kept');
    },
  );

  it.each<[string, Renaming]>([
    ['with another file beside it', (path) => ({ path: beside(path), location: encodeURI(beside(path)) })],
    ['overwritten', () => undefined],
  ])('says nothing of updates where nobody may read what became of it: %s', async (_, renaming) => {
    const files = new Map<string, string>();

    const verdict = await probeDav('webdav', renaming, files, { unreadable: true });

    expect(verdict).toMatchObject({
      outcome: 'connected',
      access: { read: 'Denied', write: 'Granted', update: 'NotTestable', delete: 'Granted' },
    });
    expect([...files.keys()]).toEqual([]);
  });

  it.each<[string, string, boolean]>([
    ['the first of them', '/files/sorted/', true],
    ['the second', '/files/in/2026/', false],
    ['both, by another name as well', '/files/in/.versions/1700000000', true],
  ])('leaves nothing where it puts %s into another folder', async (_, into, always) => {
    const files = new Map<string, string>();
    const renaming = (path: string) => {
      const other = path.replace('/files/in/', into);
      return { path: other, location: `https://inside.example.com:8443${encodeURI(other)}` };
    };

    const verdict = await probeDav('webdav', renaming, files, { always });

    expect(verdict).not.toMatchObject({ access: { update: 'Granted' } });
    expect([...files.keys()]).toEqual([]);
  });

  it.each<[string, (path: string) => string]>([
    ['without the dot', (path) => path.replace('/.', '/')],
    ['with another sign for the dot', (path) => path.replace('/.', '/_')],
    ['with an ending', (path) => `${path}.txt`],
    ['with a number', (path) => path.replace('/.', '/1700000000-')],
    ['in capitals and all', (path) => path.replace('/.', '/Copy of .')],
  ])('leaves nothing where it names the first one its own way: %s', async (_, rename) => {
    const files = new Map<string, string>();
    const renaming = (path: string) => ({ path: rename(path), location: encodeURI(rename(path)) });

    const verdict = await probeDav('webdav', renaming, files, { always: true });

    expect(verdict).not.toMatchObject({ access: { update: 'Granted' } });
    expect([...files.keys()]).toEqual([]);
  });

  it('lets it update where it overwrites', async () => {
    const files = new Map<string, string>();

    const verdict = await probeDav('webdav', () => undefined, files);

    expect(verdict).toMatchObject({ access: { ...once, update: 'Granted' } });
    expect([...files.keys()]).toEqual([]);
  });
});

describe.each([true, false])('A server that renames: %s', (renames) => {
  const access = renames ? once : { ...once, update: 'Granted' };

  it('by FTP', async () => {
    const server = await startFtpServer({ accounts: [{ ...account, write: true }], directories: ['/in'], renames });
    try {
      const config = { host: '127.0.0.1', port: server.port, allowInsecure: true };
      const verdict = await planAndTest(
        { platform: registry.get('ftp')!, config, secret: account, requires: { ...probe, path: '/in' }, uid: '7d5e' },
        testContext(),
      );

      expect(verdict).toMatchObject({ outcome: 'connected', access });
      expect(server.files()).toEqual({});
    } finally {
      await server.stop();
    }
  });

  it('by SFTP', async () => {
    const server = await startSftpServer({ ...account, renames });
    try {
      const config = { host: server.host, port: server.port, hostKeys: server.fingerprints };
      const verdict = await planAndTest(
        {
          platform: registry.get('sftp')!,
          config,
          secret: account,
          requires: { ...probe, path: '/upload' },
          uid: '7d5e',
        },
        testContext(),
      );

      expect(verdict).toMatchObject({ outcome: 'connected', access });
      expect([...server.files.keys()]).toEqual([]);
    } finally {
      await server.stop();
    }
  });
});

describe('A test that was killed before it removed what a server has put beside its file', () => {
  const left = ['.connection-test-7d5e', '.connection-test-7d5e.1', 'report.pdf'];

  it('is cleaned up after by the next, by FTP', async () => {
    const server = await startFtpServer({
      accounts: [{ ...account, write: true }],
      directories: ['/in'],
      files: Object.fromEntries(left.map((file) => [`/in/${file}`, 'left'])),
    });
    try {
      const config = { host: '127.0.0.1', port: server.port, allowInsecure: true };
      await planAndTest(
        { platform: registry.get('ftp')!, config, secret: account, requires: { ...probe, path: '/in' }, uid: '7d5e' },
        testContext(),
      );

      expect(Object.keys(server.files())).toEqual(['/in/report.pdf']);
    } finally {
      await server.stop();
    }
  });

  it('is cleaned up after by the next, by SFTP', async () => {
    const server = await startSftpServer({ ...account, files: left.map((file) => `/upload/${file}`) });
    try {
      const config = { host: server.host, port: server.port, hostKeys: server.fingerprints };
      const requires = { ...probe, path: '/upload' };
      await planAndTest(
        { platform: registry.get('sftp')!, config, secret: account, requires, uid: '7d5e' },
        testContext(),
      );

      expect([...server.files.keys()]).toEqual(['/upload/report.pdf']);
    } finally {
      await server.stop();
    }
  });
});
