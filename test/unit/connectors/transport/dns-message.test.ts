import { isIPv4 } from 'node:net';
import { expect, it } from '@jest/globals';
import { queryFor, readReply } from '../../../../src/connectors/transport/dns-message.ts';
import { askServer } from '../../../../src/connectors/transport/dns-exchange.ts';
import { a, cname, replyTo, startHostileDns, typeA } from '../../../support/hostile-dns.ts';

const query = queryFor('files.example', 4, { id: 7, edns: false })!;
const question = { name: 'files.example', type: typeA, bytes: query, tcp: false };
const limits = () => ({ timeoutMs: 5000, signal: new AbortController().signal });

it('reads addresses behind an alias, which hold no longer than it', () => {
  const records = [{ ...cname('b.example'), ttl: 5 }, a('192.0.2.1', 'b.example'), a('192.0.2.2', 'b.example')];

  expect(readReply(replyTo(question, records), query)).toEqual({
    addresses: ['192.0.2.1', '192.0.2.2'],
    ttlSeconds: 5,
    code: 'ENODATA',
    truncated: false,
  });
});

it('makes something of whatever has happened to a reply, and never throws', () => {
  const reply = replyTo(question, [cname('b.example'), a('192.0.2.1', 'b.example')]);
  for (let at = 0; at < reply.length; at += 1) {
    for (const byte of [0, 1, 0x3f, 0x7f, 0xc0, 0xff]) {
      const damaged = Buffer.from(reply);
      damaged[at] = byte;
      const found = readReply(damaged, query);
      expect((found?.addresses ?? []).every(isIPv4)).toBe(true);
    }
    expect(readReply(reply.subarray(0, at), query)?.addresses ?? []).toEqual([]);
  }
});

it.each(['a..example', `${'a'.repeat(64)}.example`, 'a b.example', 'ä.example'])('%s can be no name', (name) => {
  expect(queryFor(name, 4, { id: 1, edns: true })).toBeUndefined();
});

it('asks a server that knows no EDNS without it', async () => {
  const additional = (bytes: Buffer) => bytes.readUInt16BE(10);
  const formatError = 0x0181;
  const server = await startHostileDns((asked) =>
    additional(asked.bytes) > 0 ? [replyTo(asked, [], formatError)] : [replyTo(asked, [a('192.0.2.1')])],
  );

  const reply = await askServer('files.example', 4, server.address, limits());

  await server.stop();
  expect(reply.addresses).toEqual(['192.0.2.1']);
});

it('asks by TCP what does not fit, and tells at once that nobody listens', async () => {
  const truncated = 0x0380;
  const server = await startHostileDns((asked) =>
    asked.tcp ? [replyTo(asked, [a('192.0.2.1'), a('192.0.2.2')])] : [replyTo(asked, [], truncated)],
  );

  const reply = await askServer('files.example', 4, server.address, limits());
  await server.stop();

  expect(reply.addresses).toEqual(['192.0.2.1', '192.0.2.2']);
  expect(await askServer('files.example', 4, server.address, limits())).toMatchObject({ code: 'ECONNREFUSED' });
  expect(await askServer('files.example', 6, '[::1]:1', limits())).toMatchObject({ addresses: [] });
});
