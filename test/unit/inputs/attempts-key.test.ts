import { expect, it } from '@jest/globals';
import { attemptsKey } from '../../../src/inputs/attempts-key.ts';
import type { KubeClient } from '../../../src/runtime/index.ts';

const path = '/api/v1/namespaces/ops/secrets/attempts';
const { signal } = new AbortController();

/** An API server with one Secret. */
function server(data?: Record<string, string>) {
  const stored = { metadata: { name: 'attempts', resourceVersion: '7' }, data };
  const patched: unknown[] = [];
  const client = {
    get: async () => structuredClone(stored),
    mergePatch: async (_path: string, content: { data: Record<string, string> }) => {
      patched.push(content);
      stored.data = content.data;
    },
  } as unknown as KubeClient;
  return { client, patched };
}

it('fills an empty Secret once, if nobody else has meanwhile', async () => {
  const { client, patched } = server();

  const first = await attemptsKey(client, path, signal);
  const second = await attemptsKey(client, path, signal);

  expect([first.isNew, second.isNew]).toEqual([true, false]);
  expect(first.key.equals(second.key)).toBe(true);
  expect(patched).toEqual([{ metadata: { resourceVersion: '7' }, data: { key: expect.any(String) } }]);
});

it('takes no key that is too short to keep a secret', async () => {
  const { client } = server({ key: Buffer.from('short').toString('base64') });

  const { key, isNew } = await attemptsKey(client, path, signal);

  expect({ isNew, bytes: key.symmetricKeySize }).toEqual({ isNew: true, bytes: 32 });
});
