// node server.ts PACKAGES FOLDER PLAIN OPEN TLS EXPIRED
// Nephele over FOLDER/files, with the certificates that are in FOLDER: a port with HTTP Basic, one that asks for nothing,
// and two with TLS.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [packages = '', folder = '', ...ports] = process.argv.slice(2);
const { resolve } = createRequire(join(packages, 'package.json'));
const nephele = await load('nephele');
const { default: Adapter } = await load('@nephele/adapter-file-system');
const { default: Nobody } = await load('@nephele/authenticator-none');
const expected = `Basic ${Buffer.from(`svc:${process.env['DAV_PASSWORD']}`).toString('base64')}`;

/** What a file's mode grants to others is what the user may. */
const user = { username: 'svc', uid: 12_345, gid: 12_345, gids: [12_345] };

const basic = {
  authenticate(
    { headers }: { headers: { authorization?: string } },
    response: { set: (name: string, value: string) => void },
  ) {
    if (headers.authorization === expected) return Promise.resolve(user);
    response.set('WWW-Authenticate', 'Basic realm="files", charset="UTF-8"');
    return Promise.reject(new nephele.UnauthorizedError('Authentication is required.'));
  },
  cleanAuthentication: () => Promise.resolve(),
};

function over(authenticator: unknown) {
  return nephele.default({ adapter: new Adapter({ root: join(folder, 'data') }), authenticator });
}

function pair(name: string): { cert: Buffer; key: Buffer } {
  return { cert: readFileSync(join(folder, `${name}.crt`)), key: readFileSync(join(folder, `${name}.key`)) };
}

async function load(name: string): Promise<any> {
  return import(pathToFileURL(resolve(name)).href);
}

const [plain, open, tls, expired] = ports.map(Number);
createServer(over(basic)).listen(plain, '127.0.0.1');
createServer(over(new Nobody())).listen(open, '127.0.0.1');
createSecureServer(pair('good'), over(basic)).listen(tls, '127.0.0.1');
createSecureServer(pair('expired'), over(basic)).listen(expired, '127.0.0.1');
