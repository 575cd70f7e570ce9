import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import type { PlatformCase, PlatformCases } from '../platforms/case.ts';
import { encodings, Scanner, type Canary, type Hit } from '../support/canary.ts';
import {
  attemptsOf,
  type Bred,
  startFaultyServers,
  type Attempt,
  type Servers,
} from '../support/canary-attempts.ts';
import { clientOf, startCanaryApi, type CanaryApi } from '../support/canary-api.ts';
import { runAll, type Output, type Runner } from '../support/canary-runs.ts';
import { baitsOf, type Bait } from '../support/canary-secrets.ts';
import { minted } from '../support/faulty-servers.ts';
import { inPlaceOfSmbclient } from '../support/smbclient.ts';

const bred = new Map<string, Bred>();
let servers: Servers;
let api: CanaryApi;
let runner: Runner;
const smbclient = inPlaceOfSmbclient(
  (directory, real) => `printf '%s\\n' "$@" >> ${directory}/argv\nexec ${real === '' ? 'false' : real} "$@"`,
);

beforeAll(async () => {
  for (const [name, platform] of registry) {
    if (platform.spec.retired) continue;
    const { cases } = (await import(`../platforms/${name}/cases.ts`)) as { cases: PlatformCases };
    bred.set(name, { cases, baits: await baitsOf(platform, cases) });
  }
  servers = await startFaultyServers();
  api = await startCanaryApi();
  runner = { api, client: clientOf(api) };
}, 60_000);

afterAll(async () => {
  smbclient.remove();
  await api.stop();
  for (const server of Object.values(servers)) await server.stop();
});

it('x', async () => {
  const attempts = [...bred.values()].flatMap((b) => attemptsOf(b, servers));
  process.stderr.write(`${attempts.length}\n`);
  const outputs: Output[] = [];
  const t = Date.now();
  const spent: Record<string, number> = {};
  const stop = t + Number(process.env['CUT'] ?? 60) * 1000;
  await runAll(attempts.map((make) => async () => {
    if (Date.now() > stop) throw new Error('cut');
    const a = await make();
    const from = Date.now();
    const before = a.stop;
    a.stop = async () => { await before?.(); const k = a.failure.startsWith('own') ? `own ${a.bait.platform}` : a.failure; spent[k] = (spent[k] ?? 0) + Date.now() - from; };
    return a;
  }), runner, (o) => outputs.push(o)).catch(() => {});
  process.stderr.write(JSON.stringify(Object.entries(spent).sort((a, b) => b[1] - a[1]).slice(0, 30)) + outputs.length + '\n');
  process.stderr.write(`ran ${Date.now() - t}\n`);
  const canaries = [...bred.values()].flatMap(({ baits }) => baits.flatMap((b) => b.canaries));
  const extra = outputs.flatMap((o) => [...(o.attempt.canaries ?? [])]);
  const all = [...new Map([...canaries, ...extra, { name: 'minted', value: minted }].map((c) => [c.value, c])).values()];
  process.stderr.write(`${all.length} canaries\n`);
  const scanner = new Scanner(all);
  const reasons: Record<string, number> = {};
  const seen: Record<string, number> = {};
  for (const { attempt, places } of outputs) {
    for (const [place, text] of Object.entries(places)) {
      for (const hit of scanner.scan(text, place === 'log' || place === 'metrics')) {
        const k = `${attempt.bait.platform} ${attempt.bait.method} | ${attempt.failure} | ${place} | ${hit.encoding} | ${hit.canary.name}`;
        if (!seen[k]) process.stderr.write(`HIT ${k}: ${hit.excerpt}\n`);
        seen[k] = 1;
      }
    }
    const reason = /"reason":"(\w+)"/.exec(places.status)?.[1] ?? 'none';
    const k = `${attempt.failure.startsWith('own') ? 'own' : attempt.failure} ${reason}`;
    reasons[k] = (reasons[k] ?? 0) + 1;
  }
  process.stderr.write(`scanned ${Date.now() - t} ${scanner.scanned}\n`);
  process.stderr.write(JSON.stringify(reasons, null, 1));
  process.stderr.write(Object.entries(servers).map(([n, s]) => `${n} ${s.asked()}`).join('\n'));
  process.stderr.write(`\nargv ${readFileSync(`${smbclient.directory}/argv`, 'utf8').length}`);
}, 300_000);
