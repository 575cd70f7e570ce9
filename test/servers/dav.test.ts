import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Verdict } from '../../src/connectors/index.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { DavServers, wheels } from './dav/container.ts';
import { rowsOf, type Method, type Row } from './dav/rows.ts';
import { servers, xandikos, type DavServer } from './dav/servers.ts';
import { tested } from './dav/tested.ts';
import { wheelsLack } from './wheels/downloaded.ts';

/** Each server with each of its ways to sign in. */
const ways = servers.flatMap((server) =>
  (['basic', 'digest'] as const).filter((method) => server[method]).map((method) => ({ ...server, method })),
);

await describeWithContainers(
  'WebDAV servers',
  () => {
    let dav: DavServers;

    beforeAll(async () => {
      dav = await DavServers.start();
    }, 600_000);

    afterAll(() => dav?.stop());

    describe.each(ways)('$title, $method', ({ method, ...server }) => {
      it.each(rowsOf(server, method))('$name', (row) => holds(server, method, row), 30_000);
    });

    it.each(['/', '/user/', '/user/calendars/'])(
      'Xandikos: %s names a principal to anybody, and proves nothing',
      async (path) => {
        const verdict = await verdictOn('basic', { name: 'open', port: xandikos.open, path, expect: {} });

        expect(verdict.outcome).not.toBe('connected');
        matrix(xandikos.title, 'takes any password');
      },
    );

    it.each(ways)(
      '$title, $method: a silent server is waited for no longer than it may be',
      async ({ title, ...way }) => {
        const row = { name: 'silent', port: way[way.method]!, expect: {} };

        const verdict = await dav.silent(() => verdictOn(way.method, row, 1500));

        expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
        matrix(title, 'server silent');
      },
    );

    describe('where all of them are down', () => {
      const addresses = new Map<number, number>();
      beforeAll(async () => {
        for (const way of ways) addresses.set(way[way.method]!, dav.mapped(way[way.method]!));
        await dav.stop();
      });

      it.each(ways)('$title, $method: nobody answers', async ({ title, method, ...way }) => {
        const port = addresses.get(way[method]!);
        const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: port! }]);

        const verdict = await tested(method, { name: 'down', port: 0, expect: {}, context: { resolve } }, 20_000);

        expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
        matrix(title, 'server down');
      });
    });

    async function holds({ title, folder }: DavServer, method: Method, row: Row): Promise<void> {
      const before = await dav.files(folder);
      const { requests } = await dav.recorded(row.port);
      const count = requests.length;

      const verdict = await verdictOn(method, row);

      expect(verdict).toMatchObject(row.expect);
      expect(JSON.stringify(verdict)).not.toMatch(/canary/);
      expect(await dav.files(folder)).toBe(before);
      matrix(title, row.standard ?? row.name);
      if (row.shown === undefined) return;
      expect(requests.slice(count).filter((request) => request.endsWith('+'))).toHaveLength(row.shown);
      matrix(title, 'one login a test');
    }

    async function verdictOn(method: Method, row: Row, timeoutMs = 20_000): Promise<Verdict> {
      const { port } = await dav.recorded(row.port);
      const resolve = () => Promise.resolve([{ address: '127.0.0.1', port }]);
      return tested(method, { ...row, context: { resolve, ...row.context } }, timeoutMs);
    }
  },
  () => wheelsLack(wheels),
);
