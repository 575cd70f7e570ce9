import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { planConnection, registry, testConnection, type Verdict } from '../../../../../src/connectors/index.ts';
import { skips } from '../../../../support/not-tested.ts';
import { lacksSmbclient } from '../../../../support/smbclient.ts';
import { secretBytes, testContext } from '../../../../support/test-context.ts';
import { until } from '../../../../support/until.ts';

const username = 'canary-user';
const password = 'canary-password';

let received = 0;
const sockets = new Set<Socket>();
const silent = createServer((socket) => {
  sockets.add(socket);
  socket.on('error', () => {}).on('data', ({ length }) => (received += length));
});

beforeEach(async () => {
  received = 0;
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => silent.close(resolve));
});

function verdictOn(signal: AbortSignal, timeoutMs: number): Promise<Verdict> {
  const context = testContext({ signal, timeoutMs });
  const planned = planConnection({
    platform: registry.get('smb')!,
    method: 'password',
    config: { host: '127.0.0.1', port: (silent.address() as AddressInfo).port, share: 'data' },
    secret: secretBytes({ username, password }),
    now: context.now(),
  });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  return testConnection(planned.plan, context);
}

describe('without smbclient', () => {
  const path = process.env['PATH'];
  let empty: string;

  beforeEach(() => {
    empty = mkdtempSync(join(tmpdir(), 'no-programs-'));
    process.env['PATH'] = empty;
  });

  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(empty, { recursive: true });
  });

  it('says which package is missing, and sends nothing', async () => {
    const verdict = await verdictOn(new AbortController().signal, 5000);

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'InternalError' });
    expect(verdict).toHaveProperty('causes', [expect.stringContaining('the package smbclient')]);
    expect(received).toBe(0);
  });
});

const lacks = existsSync('/proc/self/cmdline') ? lacksSmbclient() : 'there is no /proc';
(skips('arguments of smbclient', lacks) ? describe.skip : describe)('with smbclient', () => {
  it('has no credential among its arguments, and is gone when the test is given up', async () => {
    const givenUp = new AbortController();
    const verdict = verdictOn(givenUp.signal, 20_000);
    await until(() => received > 0);
    const running = children();

    expect(running).toHaveLength(1);
    expect(running.join()).not.toMatch(/canary/);
    givenUp.abort();
    await expect(verdict).rejects.toThrow();
    await until(() => children().length === 0);
  });

  it('is gone when the time is over', async () => {
    expect(await verdictOn(new AbortController().signal, 500)).toMatchObject({ reason: 'TimedOut' });

    await until(() => children().length === 0);
  });
});

/** Command lines of the processes that this one started and that run. */
function children(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        if (Number(parent) !== process.pid || state === 'Z') return [];
        const line = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
        return line.startsWith('smbclient\0') ? [line] : [];
      } catch {
        return [];
      }
    });
}
