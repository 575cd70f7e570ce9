import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CanaryApi } from './canary-api.ts';
import type { Servers } from './canary-attempts.ts';
import { speaksItsOwn } from './canary-brood.ts';
import type { Task } from './canary-heap.ts';
import { specOf } from './canary-runs.ts';
import type { Bait } from './canary-secrets.ts';

/** What a process goes through, one after the other, and must have forgotten some time later. */
const failures = ['an echo, 200', '401', 'an echo, 401, after sign-in', 'cut JSON', 'a closed connection'];

interface Tested {
  baits: readonly Bait[];
  api: CanaryApi;
  servers: Servers;
  /** Whether it holds the Secret of the first bait, which it should not. */
  leaky?: boolean;
}

/** Every text in the heap of a process of its own some time after it has tested each bait, and how many it has tested. */
export async function heapAfter({ baits, api, servers, leaky }: Tested): Promise<{ text: string; tests: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'canary-heap-'));
  const file = join(folder, 'after.heapsnapshot');
  const spoken = baits.filter(({ platform }) => !speaksItsOwn(platform));
  const tasks = spoken.map((bait, turn) =>
    taskOf(bait, { name: `h${turn}`, failure: failures[turn % failures.length]! }),
  );
  api.tasks = await Promise.all(tasks);
  const keep = leaky ? ['/api/v1/namespaces/team/secrets/h0'] : [];
  const flags = ['--expose-gc', '--heap-snapshot-string-limit=100000'];
  const child = spawn(process.execPath, [...flags, 'test/support/canary-heap.ts', api.url, file, ...keep], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the process ended with ${code}`);
  const { strings } = JSON.parse(readFileSync(file, 'utf8')) as { strings: string[] };
  rmSync(folder, { recursive: true });
  return { text: strings.join('\n'), tests: api.tasks.filter(({ name }) => api.statuses.has(name)).length };

  async function taskOf(bait: Bait, { name, failure }: { name: string; failure: string }): Promise<Task> {
    const { ca, resolve } = servers[failure]!.context;
    api.secrets.set(name, bait.secret);
    if (bait.identityToken !== undefined) api.tokens.set(name, bait.identityToken);
    if (ca !== undefined) api.authorities.set(name, ca);
    const [address] = await resolve('', 0);
    return { name, spec: specOf(name, { bait, failure, resolve, ca }), address: address! };
  }
}
