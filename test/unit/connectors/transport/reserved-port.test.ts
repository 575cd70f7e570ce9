import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { isFailure } from '../../../../src/connectors/failure.ts';
import { dial } from '../../../../src/connectors/transport/dial.ts';
import { fromReservedPort, isReserved } from '../../../../src/connectors/transport/reserved-port.ts';
import { testContext } from '../../../support/test-context.ts';

const failing = (code: string) => Object.assign(new Error(code), { code });

describe('a source port below 1024', () => {
  it('is another one each time', async () => {
    const ports = [await fromReservedPort(async (port) => port), await fromReservedPort(async (port) => port)];

    expect(new Set(ports).size).toBe(2);
    expect(ports.every(isReserved)).toBe(true);
  });

  it.each(['EADDRINUSE', 'EADDRNOTAVAIL'])('is passed over where it is taken (%s)', async (code) => {
    const tried: (number | undefined)[] = [];

    const got = await fromReservedPort(async (port) => {
      tried.push(port);
      if (tried.length < 3) throw failing(code);
      return port;
    });

    expect(new Set(tried).size).toBe(3);
    expect(got).toBe(tried[2]);
  });

  it('is done without where this process may not have one', async () => {
    const tried: (number | undefined)[] = [];

    await fromReservedPort(async (port) => {
      tried.push(port);
      if (port !== undefined) throw failing('EACCES');
    });

    expect(tried).toEqual([expect.any(Number), undefined]);
  });

  it('is done without where all are taken', async () => {
    let tries = 0;

    const got = await fromReservedPort(async (port) => {
      tries += 1;
      if (port !== undefined) throw failing('EADDRINUSE');
      return 'from any port';
    });

    expect([got, tries]).toEqual(['from any port', 17]);
  });

  it('makes no second attempt where the server is the trouble', async () => {
    const refused = fromReservedPort(async () => {
      throw failing('ECONNREFUSED');
    });

    await expect(refused).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('is what the server sees, where this process may', async () => {
    const server = createServer((socket) => socket.end(String(socket.remotePort)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    const socket = await dial(
      { host: '127.0.0.1', port },
      { context: testContext(), hosts: ['127.0.0.1'] },
      { reservedPort: true },
    );

    server.close();
    if (isFailure(socket)) throw new Error(socket.reason);
    const { localPort } = socket;
    expect(Number((await socket.toArray()).join(''))).toBe(localPort);
    if (process.getuid?.() === 0) expect(isReserved(localPort)).toBe(true);
  });
});
