/**
 * A process of its own that tests Connections as the operator does, lets go of them, and then writes down its heap.
 * It is told where its API server is, where to write, and what to keep that it should not.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { writeHeapSnapshot } from 'node:v8';
import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import { clientOf } from './canary-api.ts';
import { runOnce } from './canary-operator.ts';

export interface Task {
  name: string;
  spec: ConnectionSpec;
  /** Where every host is. */
  address: { address: string; port: number };
}

const [url = '', file = '', keep = ''] = process.argv.slice(2);
const kept: (() => string)[] = [];

async function testAll(): Promise<void> {
  const client = clientOf({ url });
  const { tasks } = (await (await fetch(`${url}/tasks`)).json()) as { tasks: Task[] };
  for (const { name, spec, address } of tasks) {
    await runOnce(name, spec, { client, resolve: () => Promise.resolve([address]) });
  }
  if (keep === '') return;
  const { data } = await client.get<{ data: Record<string, string> }>(keep, { signal: new AbortController().signal });
  const values = Object.values(data).map((value) => Buffer.from(value, 'base64').toString('utf8'));
  kept.push(() => values.join());
}

await testAll();
// What a test leaves behind may go a little later: sockets that close, timers that fire.
await wait(500);
for (let turn = 0; turn < 3; turn += 1) {
  globalThis.gc?.();
  await wait(50);
}
writeHeapSnapshot(file);
// So that it is held until now.
process.exitCode = kept.length > 1 ? 1 : 0;
