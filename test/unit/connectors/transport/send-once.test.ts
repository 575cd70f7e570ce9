import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { onLoopback } from '../../../../dev/loopback.ts';
import type { HttpRequest } from '../../../../src/connectors/transport/messages.ts';
import { send } from '../../../../src/connectors/transport/send.ts';
import { testContext } from '../../../support/test-context.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** `/a` leads to `/a/`, and is asked twice: by a stranger, then with the credential. */
async function setUp({ isClosed = false, location = '/a/' } = {}) {
  const shown: string[] = [];
  const server = createServer((request, response) => {
    if (request.headers.authorization) shown.push(request.url ?? '');
    if (isClosed && !request.headers.authorization) return response.writeHead(401).end();
    if (request.url === location) return response.end('there');
    return response.writeHead(301, { location }).end();
  });
  const { url, stop } = await onLoopback(server);
  closing.push(stop);
  const moved = new Map<string, URL>();
  const challenged = new Set<string>();
  const ask = (more: Partial<HttpRequest> = {}) =>
    send(
      { method: 'GET', url: new URL(`${url}/a`), headers: {}, ...more },
      { context: testContext(), hosts: ['127.0.0.1'], moved, challenged },
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

  it('to the same address with a slash is followed if a stranger was asked to sign in there: the credential was accepted', async () => {
    const { ask, shown, credential } = await setUp({ isClosed: true });

    expect(await ask()).toMatchObject({ status: 401 });
    expect(await ask(credential)).toMatchObject({ text: 'there' });
    expect(shown).toEqual(['/a', '/a/']);
  });

  it('to anywhere else is not, whatever a stranger was told', async () => {
    const { ask, shown, credential } = await setUp({ isClosed: true, location: '/failed' });
    await ask();

    expect(await ask(credential)).toMatchObject({ reason: 'UnexpectedReply' });
    expect(shown).toEqual(['/a']);
  });
});
