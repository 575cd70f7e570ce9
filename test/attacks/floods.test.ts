import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { registry, type Platform, type TestContext, type Verdict } from '../../src/connectors/index.ts';
import {
  scriptedPlatform,
  startScriptedPlatform,
  type ScriptedPlatform,
} from '../support/cluster/scripted-platform.ts';
import { startFloods, type Floods } from '../support/floods.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { strainOf, told } from '../support/strain.ts';
import { testContext } from '../support/test-context.ts';

const scripted: Platform = { name: 'scripted', spec: scriptedPlatform };
const secret = { username: 'hostile', password: 'p' };
/** Connections to a flood at a time. */
const hostile = 10;
/** A flood that is not noticed lasts for as long. */
const timeoutMs = 15_000;

let floods: Floods;
let platform: ScriptedPlatform;
beforeAll(async () => {
  platform = await startScriptedPlatform();
  floods = await startFloods();
  // What is compiled at the first test is none of a flood's.
  await victimMs();
});
afterAll(async () => {
  floods.stop();
  await platform.stop();
});

function testOf(flood: string): Promise<Verdict> {
  const port = floods.ports[flood]!;
  const common = { host: '127.0.0.1', port };
  if (flood.endsWith('FTP')) {
    return planAndTest(
      { platform: registry.get('ftp')!, config: { ...common, allowInsecure: true }, secret },
      testContext({ timeoutMs }),
    );
  }
  if (flood.endsWith('SSH')) {
    const config = { ...common, hostKeyPolicy: 'TrustOnFirstUse' };
    return planAndTest({ platform: registry.get('sftp')!, config, secret }, testContext({ timeoutMs }));
  }
  return httpTest(`http://127.0.0.1:${port}`);
}

function httpTest(url: string, more: Partial<TestContext> = {}): Promise<Verdict> {
  return planAndTest({ platform: scripted, config: { url }, secret }, testContext({ timeoutMs, ...more }));
}

/** From the beginning of another's test to its verdict. */
async function victimMs(): Promise<number> {
  const startedMs = performance.now();
  const config = { url: platform.url };
  const verdict = await planAndTest(
    { platform: scripted, config, secret: { username: 'victim', password: platform.password } },
    testContext(),
  );
  expect(verdict).toMatchObject({ outcome: 'connected' });
  return performance.now() - startedMs;
}

async function attack(name: string, testOne: () => Promise<Verdict>): Promise<void> {
  let victim = 0;
  const found = await strainOf(async () => {
    let isOver = false;
    const all = Promise.all(Array.from({ length: hostile }, testOne)).finally(() => (isOver = true));
    do victim = Math.max(victim, await victimMs());
    while (!isOver);
    return all;
  });
  process.stderr.write(`${name}: ${told(found)}, another's verdict in ${victim.toFixed(0)} ms\n`);
  for (const verdict of found.result) {
    expect(verdict).toMatchObject({
      reason: expect.stringMatching(/^(UnexpectedReply|ServiceUnavailable|ProxyFailed)$/),
    });
  }
  // Far more than it takes, and than a collection of the garbage of the tests before; without a limit it is the whole time.
  expect(found.cpuMs).toBeLessThan(4000);
  expect(found.pauseMs).toBeLessThan(2000);
  expect(found.memoryMiB).toBeLessThan(200);
  expect(victim).toBeLessThan(timeoutMs);
}

const http = [
  '100 Continue',
  '103 Early Hints',
  '102 Processing',
  'headers',
  'one header',
  'a status line',
  'a body',
  'a body in small pieces',
  'an extension of a piece',
  'trailers',
  'a body that unpacks to 64 MiB',
  'empty lines before a response',
  'a body that unpacks to nothing',
  'a body of brotli that unpacks to nothing',
  'bytes after a whole response',
  'a body of another protocol',
  'responses nobody asked for',
];

it.each([...http, 'lines of FTP', 'a line of FTP', 'lines before SSH', 'a line before SSH'])(
  '%s without end is cut off, and delays nobody',
  (flood) => attack(flood, () => testOf(flood)),
);

it.each(http.flatMap((flood) => ['http', 'https'].map((scheme) => [flood, scheme] as const)))(
  '%s without end from a proxy for %s is cut off, and delays nobody',
  (flood, scheme) => {
    const proxy = { address: `http://127.0.0.1:${floods.ports[flood]}` };

    return attack(`${flood}, proxy for ${scheme}`, () => httpTest(`${scheme}://93.184.216.34`, { proxy }));
  },
);

it('bodies of 64 KiB that are hard to read delay nobody', async () => {
  const bodies = Object.keys(floods.ports).filter((name) => / as \w+\/\w+$/.test(name));
  let worst = { cpuMs: 0, of: '' };
  for (const body of bodies) {
    for (const name of ['webdav', 'nextcloud', 'sharepoint-server', 'exchange-server', 'scripted']) {
      const config = { url: `http://127.0.0.1:${floods.ports[body]}` };
      const asked = { platform: registry.get(name) ?? scripted, config, secret };
      const { cpuMs, result } = await strainOf(() => planAndTest(asked, testContext({ timeoutMs })));
      expect(result.outcome).not.toBe('connected');
      if (cpuMs > worst.cpuMs) worst = { cpuMs, of: `${name}: ${body}` };
    }
  }

  process.stderr.write(`${bodies.length} bodies, the hardest: ${worst.cpuMs.toFixed(0)} ms, ${worst.of}\n`);
  expect(bodies.length).toBeGreaterThan(40);
  expect(worst.cpuMs).toBeLessThan(1000);
});
