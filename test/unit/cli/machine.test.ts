import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createProxy, type IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { onLoopback, type Loopback } from '../../../dev/loopback.ts';
import { proxyFrom } from '../../../src/cli/machine.ts';
import { createAuthority } from '../../support/certificates.ts';

const main = new URL('../../../src/cli/main.ts', import.meta.url).pathname;

describe('which proxy', () => {
  const env = { HTTPS_PROXY: 'http://ann:p%40ss@proxy.example:3128', http_proxy: 'plain.example:8080' };

  it('is that of the scheme, in either case, with its credential apart', () => {
    const proxy = proxyFrom(env);

    expect(proxy(new URL('https://a.example/'))).toEqual({
      address: 'http://proxy.example:3128',
      username: 'ann',
      password: 'p@ss',
    });
    expect(proxy(new URL('http://a.example/'))).toEqual({ address: 'http://plain.example:8080' });
    expect(proxyFrom({})(new URL('https://a.example/'))).toBeUndefined();
  });

  it.each([
    ['example.com', 'https://example.com/', true],
    ['example.com', 'https://a.example.com/', true],
    ['.example.com', 'https://a.example.com/', true],
    ['*.example.com', 'https://a.example.com/', true],
    ['example.com', 'https://notexample.com/', false],
    ['example.com:8443', 'https://example.com:8443/', true],
    ['example.com:8443', 'https://example.com/', false],
    ['a.test, Example.com', 'https://example.com/', true],
    ['10.0.0.0/8', 'https://10.1.2.3/', true],
    ['10.0.0.0/8', 'https://11.1.2.3/', false],
    ['fd00::/8', 'https://[fd00::1]/', true],
    ['*', 'https://example.com/', true],
    ['', 'https://localhost/', true],
    ['', 'https://127.0.0.1/', true],
    ['', 'https://[::1]/', true],
    ['', 'https://example.com/', false],
  ])('with NO_PROXY=%s, %s is reached without it: %s', (list, url, isDirect) => {
    expect(proxyFrom({ ...env, NO_PROXY: list })(new URL(url)) === undefined).toBe(isDirect);
  });

  it('is refused without its text where it is no address', () => {
    expect(() => proxyFrom({ HTTPS_PROXY: 'socks5://ann:secret@proxy' })).toThrow(/^HTTPS_PROXY or HTTP_PROXY is not/);
  });
});

describe('behind an inspecting proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'machine-'));
  const asked: string[] = [];
  let vendor: Server;
  let proxy: Loopback;

  beforeAll(async () => {
    const authority = await createAuthority('Inspecting proxy');
    writeFileSync(join(folder, 'ca.pem'), authority.certificate);
    writeFileSync(join(folder, 'platform.yaml'), stringify(platform));
    writeFileSync(
      join(folder, 'connection.yaml'),
      [platform, secret, connection].map((one) => stringify(one)).join('---\n'),
    );
    const { certificate: cert, privateKey: key } = await authority.issue(['vendor.example']);
    vendor = createServer({ cert, key }, (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(replyTo(request)));
    });
    await new Promise<void>((done) => vendor.listen(0, '127.0.0.1', () => done()));
    const server = createProxy().on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      const far = connect((vendor.address() as AddressInfo).port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        far.pipe(socket).pipe(far);
      });
      far.on('error', () => socket.destroy());
      socket.on('error', () => far.destroy());
    });
    proxy = await onLoopback(server);
  });
  afterAll(async () => {
    await proxy?.stop();
    vendor?.close();
    rmSync(folder, { recursive: true });
  });

  function login(env: Record<string, string>): Promise<{ code: number; stdout: string; stderr: string }> {
    return command(
      ['login', 'acme', '-f', join(folder, 'platform.yaml'), '--device', '-y', '--env', 'clientId=ID'],
      env,
    );
  }

  function command(
    args: string[],
    env: Record<string, string>,
  ): Promise<{ code: number; stdout: string; stderr: string }> {
    const all = { PATH: process.env['PATH'] ?? '', HOME: folder, ID: 'client', HTTPS_PROXY: proxy.url, ...env };
    return new Promise((done) => {
      execFile(process.execPath, [main, ...args], { env: all }, (error, stdout, stderr) =>
        done({ code: Number(error?.code ?? 0), stdout, stderr }),
      );
    });
  }

  it('connection login goes through it, and trusts the authority of this machine', async () => {
    const { code, stdout, stderr } = await login({ SSL_CERT_FILE: join(folder, 'ca.pem') });

    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Signed in as Ann') });
    expect(stdout).toContain('refreshToken: refresh');
    expect(new Set(asked)).toEqual(new Set(['vendor.example:443']));
  });

  it('connection login trusts no authority that this machine does not', async () => {
    const { code, stderr } = await login({ SSL_CERT_FILE: '/dev/null' });

    expect([code, stderr]).toEqual([2, expect.stringContaining('CertificateUntrusted')]);
  });

  it.each([
    ['SSL_CERT_FILE', 'ca.pem', [0, expect.stringContaining('account: Ann')], ['vendor.example:443']],
    ['NODE_EXTRA_CA_CERTS', 'ca.pem', [0, expect.stringContaining('account: Ann')], ['vendor.example:443']],
    ['SSL_CERT_FILE', 'none.pem', [1, expect.stringContaining('CertificateUntrusted')], ['vendor.example:443']],
  ])(
    'connection test goes through it, with %s=%s',
    async (variable, file, expected, through) => {
      asked.length = 0;
      const { code, stdout } = await command(['test', '-f', join(folder, 'connection.yaml')], {
        [variable]: join(folder, file),
      });

      expect([code, stdout]).toEqual(expected);
      expect([...new Set(asked)]).toEqual(through);
    },
    60_000,
  );
});

function replyTo({ url }: IncomingMessage): object {
  if (url === '/device')
    return { device_code: 'd', user_code: 'ABCD', verification_uri: 'https://vendor.example/go', interval: 1 };
  if (url === '/token') return { access_token: 'access', refresh_token: 'refresh', token_type: 'bearer' };
  return { id: '7', name: 'Ann' };
}

const field = { type: 'string' };
const metadata = { name: 'mine' };
const secret = { apiVersion: 'v1', kind: 'Secret', metadata, stringData: { accessToken: 'access' } };
const connection = {
  apiVersion: 'connection-operator.dev/v1alpha1',
  kind: 'Connection',
  metadata,
  spec: { platform: 'acme', method: 'fixed', secretRef: metadata },
};
const platform = {
  apiVersion: 'connection-operator.dev/v1alpha1',
  kind: 'Platform',
  metadata: { name: 'acme' },
  spec: {
    title: 'Acme',
    category: 'Collaboration',
    hosts: ['vendor.example'],
    methods: [
      {
        name: 'token',
        title: 'Token',
        secret: { required: ['clientId', 'refreshToken'], properties: { clientId: field, refreshToken: field } },
        signIn: [
          {
            oauth2: {
              grant: 'refresh_token',
              tokenUrl: 'https://vendor.example/token',
              clientId: '{{secret.clientId}}',
              refreshToken: '{{secret.refreshToken}}',
            },
          },
        ],
        credential: { bearer: '{{token.access}}' },
        interactive: { flows: ['device'], deviceUrl: 'https://vendor.example/device', client: 'public' },
      },
      {
        name: 'fixed',
        title: 'Fixed token',
        secret: { required: ['accessToken'], properties: { accessToken: field } },
        credential: { bearer: '{{secret.accessToken}}' },
      },
    ],
    test: [{ request: { url: 'https://vendor.example/me' }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
  },
};
