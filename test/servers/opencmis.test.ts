import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registry, type Verdict } from '../../src/connectors/index.ts';
import { pemFor } from '../support/fake-tls.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';
import { javaServerLacks } from './java/built.ts';
import { atomRows, browserRows, type Row } from './opencmis/rows.ts';
import { host, password, startOpenCmis, type OpenCmis } from './opencmis/serve.ts';
import { record, type Recorder } from './programs/recorder.ts';

const title = 'OpenCMIS 1.1 in memory';
const bindings = [
  { binding: 'browser', at: 'browser', rows: browserRows },
  { binding: 'atompub', at: 'atom11', rows: atomRows },
] as const;
type Binding = (typeof bindings)[number];

const lacks = javaServerLacks('opencmis');
if (lacks !== undefined) process.stderr.write(`!!! NOT TESTED: ${title}: ${lacks}\n`);

(lacks === undefined ? describe : describe.skip)(title, () => {
  let cmis: OpenCmis;
  let plain: Recorder;

  beforeAll(async () => {
    cmis = await startOpenCmis();
    plain = await record(cmis.plain);
  }, 300_000);

  afterAll(async () => {
    plain?.stop();
    await cmis?.stop();
  });

  describe.each(bindings)('binding $binding', (binding) => {
    it.each([...binding.rows])('$name', async (row) => {
      const count = plain.requests.length;

      const verdict = await verdictOn(binding, row);

      expect(verdict).toMatchObject(row.expect);
      expect(JSON.stringify(verdict)).not.toMatch(/canary/);
      matrix(title, row.standard ?? row.name);
      if (row.shown === undefined) return;
      expect(plain.requests.slice(count).filter((request) => request.endsWith('+'))).toHaveLength(row.shown);
      matrix(title, 'one login a test');
    });

    it('waits for a server that is silent no longer than it may', async () => {
      cmis.silence(true);

      const verdict = await verdictOn(binding, right, 1500);

      cmis.silence(false);
      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
      matrix(title, 'server silent');
    });
  });

  it('is told that nobody answers if the server is down', async () => {
    await cmis.stop();

    for (const binding of bindings) {
      const verdict = await verdictOn(binding, { ...right, tls: 'tls' });
      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
      matrix(title, 'server down');
    }
  });

  async function verdictOn({ binding, at: there }: Binding, row: Row, timeoutMs = 20_000): Promise<Verdict> {
    const { at = 'closed', where = there, tls, config, secret, requires, untrusting } = row;
    const port = tls === undefined ? plain.port : cmis[tls];
    const url = `${tls === undefined ? 'http' : 'https'}://${host}/${at}/${where}`;
    const asked = {
      platform: registry.get('cmis')!,
      method: 'basic',
      config: { url, binding, ...config },
      secret: { username: 'svc', password, ...secret },
      requires,
      uid: '7d5e9f3a',
    };
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', port }]);
    const ca = untrusting ? undefined : (await pemFor(host)).ca;
    return planAndTest(asked, testContext({ timeoutMs, now: Date.now, resolve, ca }));
  }
});

const right: Row = { name: 'right', expect: {} };
