import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Gauge } from 'prom-client';
import { clientOf, leakyClientOf, startCanaryApi, type CanaryApi } from '../support/canary-api.ts';
import { attemptsOf, startFaultyServers, type Attempt, type Servers } from '../support/canary-attempts.ts';
import { breed, type Bred } from '../support/canary-brood.ts';
import { heapAfter } from '../support/canary-process.ts';
import { run, runAll, type Place, type Runner } from '../support/canary-runs.ts';
import { encodings, Scanner, type Canary, type Hit } from '../support/canary.ts';
import { mintedCanary } from '../support/faulty-servers.ts';
import { inPlaceOfSmbclient } from '../support/smbclient.ts';

/** No secret comes out, wherever it is looked for, whatever a platform does with it and whatever is wrong with it. */

let brood: ReadonlyMap<string, Bred>;
let servers: Servers;
let api: CanaryApi;
let runner: Runner;
let scanner: Scanner;

const smbclient = inPlaceOfSmbclient(
  (directory, real) => `printf '%s\\n' "$@" >> ${directory}/arguments\nexec ${real === '' ? 'false' : real} "$@"`,
);

beforeAll(async () => {
  brood = await breed();
  servers = await startFaultyServers();
  api = await startCanaryApi();
  runner = { api, client: clientOf(api) };
  scanner = new Scanner([...[...brood.values()].flatMap(({ canaries }) => canaries), mintedCanary]);
});

afterAll(async () => {
  smbclient.remove();
  await api.stop();
  for (const server of Object.values(servers)) await server.stop();
});

/** What everybody on the machine can see of the operator and its children. */
function ofProcesses(): Readonly<Record<'arguments' | 'environment', string>> {
  const children = `${smbclient.directory}/arguments`;
  return {
    arguments: `${process.argv.join('\n')}\n${existsSync(children) ? readFileSync(children, 'utf8') : ''}`,
    environment: JSON.stringify(process.env),
  };
}

/** What somebody wrote into a setting stands in the Connection, and may be named where a status says what is wrong with it. */
function isOpen({ config }: Attempt, { canary, encoding }: Hit): boolean {
  const isWritten = config && new Scanner([canary]).scan(JSON.stringify(config)).length > 0;
  return isWritten === true && !/base64|hex/.test(encoding);
}

function hitsIn(place: Place, text: string, attempt: Attempt): Hit[] {
  const ofReaders = place === 'status' || place === 'Events';
  return scanner.scan(text, !ofReaders).filter((hit) => !(ofReaders && isOpen(attempt, hit)));
}

it('no secret is in a status, an Event, the log, a metric, an argument or the environment', async () => {
  const found: string[] = [];
  const failures = new Set<string>();
  const statuses = { written: 0, events: 0 };
  const attempts = [...brood.values()].flatMap((bred) => attemptsOf(bred, servers));

  await runAll(attempts, runner, ({ attempt, places }) => {
    failures.add(attempt.failure);
    if (places.status !== '') statuses.written += 1;
    if (places.Events !== '') statuses.events += 1;
    for (const [place, text] of Object.entries(places) as [Place, string][])
      for (const { canary, encoding, excerpt } of hitsIn(place, text, attempt))
        found.push(`${attempt.failure}: ${canary.name} is in ${place}, ${encoding}: ${excerpt}`);
  });
  const processes = Object.entries(ofProcesses());
  for (const [place, text] of processes)
    for (const { canary, encoding } of scanner.scan(text)) found.push(`${canary.name} is in the ${place}, ${encoding}`);

  const places = 4 + processes.length;
  const ways = Object.keys(encodings).length * 2;
  process.stderr.write(
    `canaries: ${brood.size} platforms × ${failures.size} failures × ${places} places × ${ways} encodings, ` +
      `${attempts.length} tests, ${scanner.size} canaries, ${scanner.scanned} characters: ${found.length} hits\n`,
  );
  expect(found).toEqual([]);
  expect(statuses.written).toBe(attempts.length);
  expect(statuses.events).toBeGreaterThan(attempts.length / 2);
  const idle = Object.entries(servers).filter(([name, server]) => server.asked() < (name.includes('TLS') ? 1 : 30));
  expect(idle.map(([name, server]) => `${name}: ${server.asked()}`)).toEqual([]);
  expect(ofProcesses().arguments).toContain('--client-protection');
}, 240_000);

it('no secret is in the heap some time after the last test', async () => {
  const baits = [...brood.values()].flatMap((bred) => bred.baits);

  const { text, tests } = await heapAfter({ baits, api, servers });

  const hits = scanner.scan(text, false).filter(({ canary }) => !canary.worded);
  const found = hits.map(({ canary, encoding }) => `${canary.name}, ${encoding}`);
  process.stderr.write(`canaries in a heap of ${text.length} characters after ${tests} tests: ${found.length} hits\n`);
  expect(found).toEqual([]);
  expect(tests).toBeGreaterThan(100);
});

describe('a deliberate leak is found', () => {
  /** A secret that comes out as it is, encoded, in a longer text, or in part. */
  const leaks = Object.entries(encodings).flatMap(([name, encode]) => [
    { how: name, leak: (value: string) => encode(`user:${value}`).at(-1)! },
    { how: `half, ${name}`, leak: (value: string) => encode(value.slice(0, value.length / 2)).at(-1)! },
  ]);

  it.each(leaks)('in status, Events, log and metrics: $how', async ({ leak }) => {
    const bait = brood.get('alfresco')!.baits[0]!;
    const [secret] = bait.canaries as [Canary];
    const attempt = { bait, failure: '401', ...servers['401']!.context };
    const leaky: Runner = {
      api,
      client: leakyClientOf(api, leak(secret.value)),
      besides: (log, metrics) => {
        log.debug('Signed in', { with: leak(secret.value) });
        new Gauge({ name: 'leak', help: 'h', labelNames: ['key'], registers: [metrics] }).set(
          { key: leak(secret.value) },
          1,
        );
      },
    };

    const { places } = await run(attempt, leaky);

    const found = Object.entries(places).filter(([place, text]) =>
      hitsIn(place as Place, text, attempt).some(({ canary }) => canary.value === secret.value),
    );
    expect(found.map(([place]) => place).toSorted()).toEqual(['Events', 'log', 'metrics', 'status']);
  });

  it.each(leaks)('in arguments and environment: $how', ({ leak }) => {
    const [secret] = brood.get('alfresco')!.canaries as [Canary];
    process.env['LEAK'] = leak(secret.value);
    spawnSync('smbclient', [`--option=${leak(secret.value)}`, '--help'], { env: process.env });

    const found = Object.values(ofProcesses()).map((text) => scanner.scan(text).map(({ canary }) => canary.value));
    delete process.env['LEAK'];

    expect(found).toEqual([expect.arrayContaining([secret.value]), expect.arrayContaining([secret.value])]);
  });

  it('in the heap: a Secret that is held', async () => {
    const baits = brood.get('alfresco')!.baits;

    const { text } = await heapAfter({ baits, api, servers, leaky: true });

    const [secret] = baits[0]!.canaries as [Canary];
    expect(scanner.scan(text, false).map(({ canary }) => canary.value)).toContain(secret.value);
  });
});
