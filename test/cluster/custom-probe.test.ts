import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { PlatformObject } from '../../src/api/resources.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { beforeTests, operatorIn } from '../support/cluster/suite.ts';
import { onLoopback } from '../../dev/loopback.ts';

/** examples/platforms/team-files.yaml against a file service that holds to its own rules: a platform of the user's that proves. */
const apiKey = 'canary-api-key';
const files = new Map<string, { name: string; text: string }>();
const asked: string[] = [];
let locked = false;

const cluster = beforeTests(joinCluster);
const service = beforeTests(() => onLoopback(createServer((request, response) => void serve(request, response))));
let platform: string;

beforeAll(async () => {
  const manifest = parse(await readFile('examples/platforms/team-files.yaml', 'utf8')) as PlatformObject;
  platform = `team-files-${cluster.namespace}`;
  await cluster.platform(platform, manifest.spec);
  await cluster.secret('key', { apiKey });
});
operatorIn(cluster);
afterAll(() => service.stop?.());

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [status, body] = answer(request, await textOf(request));
  if (request.url !== '/me') asked.push(`${request.method} ${status}`);
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json' });
  response.end(isText ? body : JSON.stringify(body));
}

function answer({ method, url: path = '/', headers }: IncomingMessage, text: string): [number, object | string] {
  if (headers.authorization !== `Bearer ${apiKey}`) return [401, {}];
  if (path === '/me') return [200, { id: '7', name: 'Robot' }];
  const [, folder, id] = /^\/folders\/([^?]+)|^\/files\/(.+)$/.exec(path) ?? [];
  const name = new URL(path, service.url).searchParams.get('name') ?? '';
  if (folder !== undefined && folder !== 'incoming') return [404, {}];
  if (folder !== undefined && method === 'GET') {
    return [200, { files: [...files].filter(([, file]) => file.name === name).map(([key]) => ({ id: key })) }];
  }
  if (folder !== undefined) {
    files.set('f1', { name, text });
    return [201, { id: 'f1' }];
  }
  const file = files.get(id ?? '');
  if (!file) return [404, {}];
  if (method === 'GET') return [200, file.text];
  if (method === 'PUT' && locked) return [423, {}];
  if (method === 'PUT') files.set(id ?? '', { ...file, text });
  if (method === 'DELETE') files.delete(id ?? '');
  return [200, {}];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function connect(name: string, requires: object): Promise<unknown> {
  const access = ['Read', 'Write', 'Update', 'Delete'];
  const spec = { platform, secretRef: { name: 'key' }, config: { url: service.url } };
  return cluster.connection(name, { ...spec, requires: { access, proof: 'Probe', ...requires } as never });
}

it('writes, reads, overwrites and deletes one file, as the YAML says', async () => {
  await connect('good', { path: 'incoming' });

  const { status } = await cluster.until('good', (c) => verdictOf(c) === 'True/Verified');

  expect(status?.access).toEqual({ read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' });
  const readAgain = { overwritten: 'GET 200', deleted: 'GET 404' };
  const steps = ['GET 200', 'POST 201', 'GET 200', 'PUT 200', readAgain.overwritten, 'DELETE 200', readAgain.deleted];
  expect(asked).toEqual(steps);
  expect(files.size).toBe(0);
});

it('tells which right is missing, and leaves nothing', async () => {
  locked = true;
  await connect('locked', { path: 'incoming' });

  const { status } = await cluster.until('locked', (c) => verdictOf(c) === 'False/PermissionDenied');

  expect(status?.access).toMatchObject({ write: 'Granted', update: 'Denied', delete: 'Granted' });
  expect(files.size).toBe(0);
  locked = false;
});

it('makes no folder', async () => {
  await connect('elsewhere', { path: 'no-such-folder' });

  await cluster.until('elsewhere', (c) => verdictOf(c) === 'False/TargetNotFound');

  expect(files.size).toBe(0);
});

it('wants to be told where', async () => {
  await expect(connect('nowhere', {})).rejects.toThrow(/proof Probe needs path/);
});
