import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { parse } from 'yaml';
import { onLoopback, type Loopback } from '../../../dev/loopback.ts';
import { runCli } from '../../support/cli.ts';
import { junitFlaws } from '../../support/junit-schema.ts';

const password = 'kept-to-myself';
const folder = mkdtempSync(join(tmpdir(), 'cli-'));
let server: Loopback;
let requests: string[] = [];

beforeAll(async () => {
  server = await onLoopback(
    createServer((request, response) => {
      const shown = request.headers.authorization;
      requests.push(`${request.url} ${shown ?? 'anonymous'}`);
      if (shown === `Basic ${Buffer.from(`svc:${password}`).toString('base64')}`) response.end('{"id":"7"}');
      else response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    }),
  );
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

interface Wanted {
  name?: string;
  password?: string;
  url?: string;
  more?: string;
}

/** A Connection and its Secret. */
function manifest({ name = 'mine', password: shown = password, url = `${server.url}/me`, more = '' }: Wanted = {}) {
  return `apiVersion: v1
kind: Secret
metadata: { name: ${name} }
stringData:
  username: svc
  password: ${shown}
---
apiVersion: connection-operator.dev/v1alpha1
kind: Connection
metadata: { name: ${name} }
spec:
  platform: http-endpoint
  method: basic
  secretRef: { name: ${name} }
  config:
    url: ${url}
${more}`;
}

function file(text: string, name = 'connection.yaml'): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('connection test', () => {
  it('prints the ladder of what is connected, and exits with 0', async () => {
    const { code, stdout, stderr } = await runCli(['test', '-f', file(manifest())]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(
      '✓ mine (http-endpoint)  Connected\n    ✓ Resolved\n    ✓ Reached\n    ✓ Authenticated\n    – Authorized\n    account: svc\n'.replace(
        '    – Authorized\n',
        stdout.includes('– Authorized') ? '    – Authorized\n' : '    ✓ Authorized\n',
      ),
    );
  });

  it('says why a credential is refused, and exits with 1', async () => {
    const { code, stdout } = await runCli(['test', '-f', file(manifest({ password: 'wrong' }))]);

    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ mine \(http-endpoint\) {2}Failed {2}CredentialsRejected\n.*✗ Authenticated\n/s);
  });

  it('exits with 3 if it cannot be told, and with 1 where that was asked for', async () => {
    const away = file(manifest({ url: 'http://127.0.0.1:1/me' }));

    const told = await runCli(['test', '-f', away]);
    const strict = await runCli(['test', '-f', away, '--fail-on', 'inconclusive']);

    expect([told.code, strict.code]).toEqual([3, 1]);
    expect(told.stdout).toContain('ConnectionRefused');
  });

  it('names the file and the line of what is wrong with the input', async () => {
    const { code, stdout } = await runCli(['test', '-f', file(manifest({ password: '"{{ .Values.x }}"' }))]);

    expect(code).toBe(1);
    expect(stdout).toMatch(/connection\.yaml:6\S* key `password` of Secret `mine` is a template that was not rendered/);
  });

  it.each<[string, () => string[], RegExp]>([
    ['nothing', () => [], /name a Connection, or files/],
    ['a file that is not there', () => ['-f', join(folder, 'none.yaml')], /no such file/],
    ['broken YAML', () => ['-f', file('a: [', 'broken.yaml')], /broken\.yaml:1: /],
    ['no Connection', () => ['-f', file('kind: Secret\nmetadata: { name: a }', 'secret.yaml')], /no Connection/],
    [
      'a misspelt field',
      () => ['-f', file(manifest({ more: '  secretref: { name: x }' }))],
      /connection\.yaml:17: .*did you mean secretRef/,
    ],
    [
      'a variable that is not there',
      () => ['-f', file(manifest()), '--env', 'password=NOT_THERE'],
      /no variable NOT_THERE/,
    ],
    ['a secret as an argument', () => ['-f', file(manifest()), '--env', 'password=a b'], /KEY=VARIABLE/],
    ['a format that there is not', () => ['-f', file(manifest()), '-o', 'xml'], /junit/],
    ['a flag that there is not', () => ['--fille', 'x'], /unknown option '--fille'/],
  ])('%s is wrong input: exits with 2', async (_, args, message) => {
    const { code, stderr } = await runCli(['test', ...args()]);

    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });

  it('takes a key from the environment', async () => {
    const { code } = await runCli(
      ['test', '-f', file(manifest({ password: 'wrong' })), '--env', 'password=PW', '--env', 'username=USER'],
      { env: { PW: password, USER: 'svc' } },
    );

    expect(code).toBe(0);
  });

  it('takes one key from the environment, and the others from the file', async () => {
    const path = file(manifest({ password: 'wrong' }));

    const { code } = await runCli(['test', '-f', path, '--env', 'password=PW'], { env: { PW: password } });

    expect(code).toBe(0);
  });

  it.each(['password=hunter2', 'password=hunter2 and more'])(
    'prints no value that was given for a variable',
    async (pair) => {
      const { code, stderr } = await runCli(['test', '-f', file(manifest()), '--env', pair]);

      expect(code).toBe(2);
      expect(stderr).not.toContain('hunter2');
    },
  );

  it('reads standard input, folders and Lists', async () => {
    const list = JSON.stringify({
      kind: 'List',
      items: manifest()
        .split('---\n')
        .map((text) => parse(text) as object),
    });
    const sub = mkdtempSync(join(folder, 'sub-'));
    writeFileSync(join(sub, 'a.yaml'), manifest({ name: 'a' }));
    writeFileSync(join(sub, 'b.json'), list);

    expect((await runCli(['test', '-f', '-'], { stdin: manifest() })).code).toBe(0);
    const { code, stdout } = await runCli(['test', '-f', sub, '-o', 'name']);

    expect(code).toBe(0);
    expect(stdout).toBe('connection/a connected\nconnection/mine connected\n');
  });

  it.each(['json', 'yaml'])('prints %s for programs', async (format) => {
    const { code, stdout } = await runCli(['test', '-f', file(manifest({ password: 'wrong' })), '-o', format]);

    expect(code).toBe(1);
    expect(parse(stdout)).toMatchObject([
      {
        name: 'mine',
        platform: 'http-endpoint',
        state: 'Failed',
        reason: 'CredentialsRejected',
        checks: expect.any(Array),
      },
    ]);
  });

  it('prints JUnit that the schema of Jenkins takes', async () => {
    const both = `${manifest()}\n---\n${manifest({ name: 'other', password: 'wrong' })}\n---\n${manifest({ name: 'away', url: 'http://127.0.0.1:1/' })}`;

    const { code, stdout } = await runCli(['test', '-f', file(both), '-o', 'junit']);

    expect(code).toBe(1);
    expect(XMLValidator.validate(stdout)).toBe(true);
    expect(junitFlaws(stdout)).toEqual([]);
    const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(stdout);
    expect(testsuites).toMatchObject({ '@_tests': '3', '@_failures': '1', '@_errors': '1' });
    expect(testsuites.testsuite.testcase.map((one: Record<string, string>) => one['@_name'])).toEqual([
      'mine',
      'other',
      'away',
    ]);
  });

  it('says where else a Secret that is not in the files may come from', async () => {
    const alone = `kind: Connection
metadata: { name: a }
spec: { platform: webdav, secretRef: { name: elsewhere }, config: { url: 'https://dav.example.com' } }
`;
    const { code, stderr } = await runCli(['test', '-f', file(alone)]);

    expect(code).toBe(1);
    expect(stderr).toMatch(/Not in these files: Secret elsewhere\..*--env KEY=VARIABLE.*--from-cluster/);
  });

  it('shows each request with -v, and no secret anywhere', async () => {
    const { stdout, stderr } = await runCli(['test', '-f', file(manifest()), '-v', '-o', 'wide']);

    expect(stderr).toMatch(/mine: > GET .*\/me\n.*< 200/s);
    expect(`${stdout}${stderr}`).not.toMatch(new RegExp(`${password}|${Buffer.from(password).toString('base64')}`));
  });

  it('uses up no refresh token that the platform replaces', async () => {
    requests = [];
    const text = `kind: Secret
metadata: { name: box }
stringData: { clientId: a1b2c3d4e5f6, clientSecret: s1s2s3s4, refreshToken: r1r2r3r4r5r6 }
---
kind: Connection
metadata: { name: box }
spec: { platform: box, method: oauth-refresh, secretRef: { name: box } }
`;

    const { code, stdout } = await runCli(['test', '-f', file(text)]);

    expect({ code, requests }).toEqual({ code: 1, requests: [] });
    expect(stdout).toContain('a test here would use it up');
  });

  it('has colour for a person, and none in a pipe or with NO_COLOR', async () => {
    const path = file(manifest());

    expect((await runCli(['test', '-f', path], { isTTY: true })).stdout).toContain('\u001B[');
    expect((await runCli(['test', '-f', path])).stdout).not.toContain('\u001B[');
    expect((await runCli(['test', '-f', path], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(
      '\u001B[',
    );
  });
});

describe("connection test, with a Platform of one's own", () => {
  const own = (spec: string) => `kind: Platform
metadata: { name: acme }
spec:
  title: Acme
  category: Business
  hosts: ['${new URL(server.url).host}']
  methods:
    - name: basic
      title: Password
      secret: { required: [username, password], properties: { username: { type: string }, password: { type: string } } }
      credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } }
  test:
${spec}
---
${manifest().replace(/platform: http-endpoint[^]*/, 'platform: acme\n  secretRef: { name: mine }\n')}`;
  const good = () => `    - request: { url: '${server.url}/me' }\n      facts: { account: { id: json.id } }`;

  it('judges by the Platform of the file', async () => {
    const { code, stdout } = await runCli(['test', '-f', file(own(good()))]);

    expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ mine \(acme\) {2}Connected\n/)]);
  });

  it('names each mistake of the Platform with its line', async () => {
    const path = file(own(good().replace('facts', 'fact').replace('request', 'requests')));

    const { code, stdout } = await runCli(['test', '-f', path]);

    expect(code).toBe(1);
    expect(stdout).toMatch(
      /Platform not found: acme is there, but refused: spec\.test\[0\]\.requests: .* Correct the Platform\.\n/,
    );
    expect(stdout).toContain(`${path}:13 spec.test[0].requests is refused: unknown field.`);
    expect(stdout).toContain(`${path}:14 spec.test[0].fact is refused: unknown field.`);
  });

  it.each([
    [
      'a driver',
      (text: string) => text.replace('  title: Acme\n', '  title: Acme\n  driver: sftp\n'),
      1,
      /driver http only/,
    ],
    ['no methods', (text: string) => text.replace('  methods:', '  ways:'), 1, /`methods` is missing/],
    [
      'the name of a built-in one',
      (text: string) => text.replace('name: acme', 'name: box'),
      2,
      /connection.yaml:2: Platform box is the name of a built-in platform/,
    ],
    [
      'a name that no file has',
      (text: string) => text.replace('platform: acme', 'platform: zzz-internal'),
      1,
      /Not in these files: Platform zzz-internal\. Add what is missing, or read it from the cluster with --from-cluster\./,
    ],
  ])('says what is wrong with one that has %s', async (_case, spoil, wanted, said) => {
    const { code, stdout, stderr } = await runCli(['test', '-f', file(spoil(own(good())))]);

    expect(code).toBe(wanted);
    expect(stdout + stderr).toMatch(said);
  });
});

it.each([
  [
    'nested aliases',
    `a: &a [${'x,'.repeat(9)}]\nb: &b [${'*a,'.repeat(9)}]\nc: &c [${'*b,'.repeat(9)}]\nd: [${'*c,'.repeat(9)}]`,
    /Excessive alias count/,
  ],
  ['an alias of nothing', 'a: *nothing', /Unresolved alias/],
  ['no text in it', 'a\0b', /no text in UTF-8/],
  ['a template', 'spec: {{ .Values.spec }}\n  a: b', /:2: .*It looks like a template: render it first/],
  ['a misspelt kind', 'kind: connection', /there is no Connection in these files: they have connection/],
  ['nothing', '# nothing', /there is no Connection in these files\n/],
])('a file with %s is wrong input', async (_case, text, said) => {
  const { code, stderr } = await runCli(['test', '-f', file(text)]);

  expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
});

it('a file that cannot be read is wrong input', async () => {
  const inner = mkdtempSync(join(folder, 'unreadable-'));
  symlinkSync(join(folder, 'nowhere'), join(inner, 'broken.yaml'));

  const { code, stderr } = await runCli(['test', '-f', inner]);

  expect([code, stderr]).toEqual([2, expect.stringMatching(/^connection: ENOENT: .*broken\.yaml'?\n$/)]);
});
