import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { registry, type Verdict } from '../../../src/connectors/index.ts';
import { pemFor } from '../../support/fake-tls.ts';
import { matrix } from '../../support/matrix.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';
import type { Program } from '../programs/program.ts';
import { record, type Recorder } from '../programs/recorder.ts';
import { rows, type Row } from './rows.ts';
import { bucket, host, key, serveS3, type Place, type ServedS3 } from './served.ts';

/**
 * Puts an S3 server on this machine through every case.
 *
 * @param other - what comes of a case there, if that is not what comes of it everywhere
 */
export function s3Suite(
  title: string,
  start: (place: Place) => Promise<Program[]>,
  other: Readonly<Record<string, object>> = {},
): void {
  const right: Row = { name: 'right', expect: {} };
  let served: ServedS3;
  let plain: Recorder;

  beforeAll(async () => {
    served = await serveS3(start);
    plain = await record(served.ports.plain);
  }, 600_000);

  afterAll(async () => {
    plain?.stop();
    await served?.stop();
  });

  it.each(rows.map((row) => ({ ...row, expect: other[row.name] ?? row.expect })))('$name', async (row) => {
    const before = await served.files();
    const count = plain.requests.length;

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    expect(await served.files()).toBe(before);
    matrix(title, row.standard ?? row.name);
    if (row.shown === undefined) return;
    expect(plain.requests.slice(count).filter((request) => request.endsWith('+'))).toHaveLength(row.shown);
    matrix(title, 'one login a test');
  });

  it('waits for a server that is silent no longer than it may', async () => {
    served.silence(true);

    const verdict = await verdictOn(right, 1500);

    served.silence(false);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(title, 'server silent');
  });

  it('is told that nobody answers if the server is down', async () => {
    await served.stop();

    const verdict = await verdictOn({ ...right, way: 'tls' });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });

  async function verdictOn(row: Row, timeoutMs = 20_000): Promise<Verdict> {
    const { way = 'plain', config, secret, requires, untrusting, clockMs = 0 } = row;
    const port = way === 'plain' ? plain.port : served.ports[way];
    const scheme = way === 'tls' || way === 'expired' ? 'https' : 'http';
    const settings = { endpoint: `${scheme}://${host}`, bucket, ...config };
    const asked = {
      platform: registry.get('s3-compatible')!,
      config: Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)),
      secret: { ...key, ...secret },
      requires,
      uid: '7d5e9f3a',
    };
    const now = () => Date.now() + clockMs;
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', port }]);
    const ca = untrusting ? undefined : (await pemFor(host)).ca;
    return planAndTest(asked, testContext({ timeoutMs, now, resolve, ca }));
  }
}
