import { createServer } from 'node:http';
import { expect, it } from '@jest/globals';
import { onLoopback } from '../../../dev/loopback.ts';
import type { Resolve } from '../../../src/connectors/index.ts';
import { hostCheck } from '../../../src/doctor/hosts-check.ts';

const { signal } = new AbortController();
const limitMs = 10_000;

it('looks a host up, reaches it, and says what the operator refuses', async () => {
  const resolve: Resolve = (_host, port) => Promise.resolve([{ address: '127.0.0.1', port }]);
  const server = await onLoopback(createServer());
  const target = `files.example.com:${server.port}`;

  const found = await hostCheck(target, { resolve, limitMs, signal });
  await server.stop();
  const gone = await hostCheck(target, { resolve, limitMs, signal });

  expect(found).toMatchObject([
    { name: 'dns files.example.com', result: 'ok', text: 'files.example.com is 127.0.0.1.' },
    { name: `egress ${target}`, result: 'warn', text: expect.stringContaining('the operator refuses 127.0.0.1') },
  ]);
  expect(gone).toMatchObject([{ result: 'ok' }, { result: 'fail', text: expect.stringContaining('No connection') }]);
});

it('says that a host has no address', async () => {
  const resolve: Resolve = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' }));

  expect(await hostCheck('https://nobody.invalid/x', { resolve, limitMs, signal })).toMatchObject([
    { name: 'dns nobody.invalid', result: 'fail', text: 'Cannot resolve host name nobody.invalid (ENOTFOUND).' },
  ]);
});
