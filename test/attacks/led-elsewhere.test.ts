import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registry, type Platform } from '../../src/connectors/index.ts';
import type { PlatformCase, PlatformCases } from '../platforms/case.ts';
import { run, type Recorded } from '../platforms/damaged/run.ts';
import type { Damage } from '../platforms/damaged/tamper.ts';
import { leading, redirecting, spellings, watched, type Watched } from '../support/led-elsewhere.ts';
import { startSink, type Sink } from '../support/sink.ts';

/** A platform that leads elsewhere, in every place of a response that says where to go: nobody else hears of the credential. */
const notHttp = new Set(['ftp', 'local-filesystem', 'nfs', 'sftp', 'smb']);
const redirects = [300, 301, 302, 303, 305, 307, 308];
/** The first responses of a test; what comes later is of the same kinds. */
const mostTurns = 4;

let sink: Sink;
beforeAll(async () => {
  sink = await startSink('127.0.0.2', { reply: 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}' });
});
afterAll(() => sink.stop());

const platforms = await Promise.all(
  [...registry.values()]
    .filter(({ spec }) => !spec.retired && !notHttp.has(spec.driver ?? 'http'))
    .map(async (platform) => ({ name: platform.name, platform })),
);

type Spelling = (typeof spellings)[number];
type Make = (response: Recorded, address: string) => Damage;

/** Platforms that were led to another host and did not go. */
const denied = new Set<string>();
let tests = 0;
let methods = 0;

describe('nobody else is asked, whatever a response names', () => {
  it.each(platforms)(
    '$name',
    async ({ platform }) => {
      const { cases } = (await import(`../platforms/${platform.name}/cases.ts`)) as { cases: PlatformCases };
      const good = platform.spec.methods.flatMap(
        ({ name }) =>
          cases.find((one) => one.kind === 'connected' && one.method === name && one.start && !one.lacks) ?? [],
      );
      const found: string[] = [];
      for (const each of good) found.push(...(await leadAll(platform, each)));

      expect(found).toEqual([]);
      expect(sink.connections).toBe(0);
    },
    240_000,
  );

  it('and some of them were led there', () => {
    process.stderr.write(`led elsewhere: ${tests} tests; EgressDenied at ${[...denied].toSorted().join(', ')}\n`);
    expect([...denied]).toEqual(expect.arrayContaining(['cmis', 'owncloud-infinite-scale', 'salesforce']));
  });
});

/** Every address in one spelling of three, by turns, and each of the first responses instead of that of a redirect. */
function changesOf(turns: number, offset: number): { how: string; from: number; spell: Spelling; make: Make }[] {
  const some = spellings.filter((_spell, index) => (index + offset) % 3 === 0);
  const addresses = some.map((spell) => ({ how: 'addresses', from: 0, spell, make: leading }));
  const statuses = Array.from({ length: turns }, (_, from) => {
    const status = [...redirects, 201, 401, 407][(offset + from) % 10]!;
    const spell = spellings[(offset * 3 + from) % spellings.length]!;
    return { how: `status ${status}`, from, spell, make: (_response: Recorded, to: string) => redirecting(status, to) };
  });
  return [...addresses, ...statuses];
}

async function leadAll(platform: Platform, each: PlatformCase): Promise<string[]> {
  const turns = Math.min((await run(platform, each)).exchanges.length, mostTurns);
  const found: string[] = [];
  for (const { how, from, spell, make } of changesOf(turns, (methods += 1))) {
    const seen: Watched = { asked: [], plain: [] };
    const { verdict } = await run(platform, watched(each, sink.port, seen), (response, at) =>
      at < from ? undefined : make(response, spell(hostIn(response.key), sink.port)),
    );
    tests += 1;
    if ('reason' in verdict && verdict.reason === 'EgressDenied') denied.add(platform.name);
    const went = [...seen.asked, ...seen.plain.map((text) => `without TLS: ${text}`)];
    if (went.length > 0) found.push(`${each.method}, ${how} from ${from}, ${spell('own', 1)}: ${went.join('; ')}`);
  }
  return found;
}

/** Of `GET host:port /path somebody`. */
function hostIn(key: string): string {
  return key.split(' ')[1]!.replace(/[:/].*$/, '');
}
