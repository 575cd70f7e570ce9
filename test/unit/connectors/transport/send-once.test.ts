import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { onLoopback } from '../../../../dev/loopback.ts';
import { send, type HttpRequest } from '../../../../src/connectors/transport/send.ts';
import { testContext } from '../../../support/test-context.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** `/a` leads to `/a/`, and is asked twice: by a stranger, then with the credential. */
async function setUp() {
  const shown: string[] = [];
  const server = createServer((request, response) => {
    if (request.headers.authorization) shown.push(request.url ?? '');
    if (request.url === '/a/') return response.end('there');
    return response.writeHead(301, { location: '/a/' }).end();
  });
  const { url, stop } = await onLoopback(server);
  closing.push(stop);
  const moved = new Map<string, URL>();
  const ask = (more: Partial<HttpRequest> = {}) =>
    send(
      { method: 'GET', url: new URL(`${url}/a`), headers: {}, ...more },
      { context: testContext(), hosts: ['127.0.0.1'], moved },
    );
  const credential = { showsCredential: true, headers: { authorization: 'Basic c2VjcmV0' } };
  return { ask, shown, credential };
}

describe('a redirect within the origin', () => {
  it('shows no credential twice, for each time may count against a lockout', async () => {
    const { ask, shown, credential } = await setUp();

    expect(await ask(credential)).toMatchObject({ reason: 'UnexpectedReply' });
    expect(shown).toEqual(['/a']);
  });

  it('of a stranger tells where to show the credential', async () => {
    const { ask, shown, credential } = await setUp();

    expect(await ask()).toMatchObject({ text: 'there' });
    expect(await ask(credential)).toMatchObject({ text: 'there' });
    expect(shown).toEqual(['/a/']);
  });

  it('is followed with a credential that was accepted', async () => {
    const { ask, credential } = await setUp();

    expect(await ask({ ...credential, wasAccepted: true })).toMatchObject({ text: 'there' });
  });
});
