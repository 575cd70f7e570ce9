import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../src/connectors/index.ts';
import { matrix } from '../support/matrix.ts';
import { rowsOf, type Row } from './dav/rows.ts';
import { tested } from './dav/tested.ts';
import { startNephele, title, type Nephele } from './nephele/serve.ts';
import { record, type Recorder } from './programs/recorder.ts';

/** In place of ports, which are known when the server runs. */
const named = { title, folder: '', unwritable: 'denied', basic: 0, open: 1, tls: 2, expired: 3 } as const;
const right: Row = { name: 'right', port: named.basic, expect: {} };

describe(title, () => {
  let nephele: Nephele;
  let basic: Recorder;

  beforeAll(async () => {
    nephele = await startNephele();
    basic = await record(nephele.ports[named.basic]!);
  }, 300_000);

  afterAll(async () => {
    basic?.stop();
    await nephele?.stop();
  });

  it.each(rowsOf(named, 'basic'))('$name', async (row) => {
    const before = await nephele.files();
    const count = basic.requests.length;

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    expect(await nephele.files()).toBe(before);
    matrix(title, row.standard ?? row.name);
    if (row.shown === undefined) return;
    expect(basic.requests.slice(count).filter((request) => request.endsWith('+'))).toHaveLength(row.shown);
    matrix(title, 'one login a test');
  });

  it('waits for a server that is silent no longer than it may', async () => {
    nephele.silence(true);

    const verdict = await verdictOn(right, 1500);

    nephele.silence(false);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(title, 'server silent');
  });

  it('is told that nobody answers if the server is down', async () => {
    await nephele.stop();

    const verdict = await verdictOn({ ...right, port: named.tls, tls: true });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });

  function verdictOn(row: Row, timeoutMs = 20_000): Promise<Verdict> {
    const port = row.port === named.basic ? basic.port : nephele.ports[row.port]!;
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', port }]);
    return tested('basic', { ...row, context: { resolve, ...row.context } }, timeoutMs);
  }
});
