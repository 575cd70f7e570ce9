import { createServer } from 'node:http';
import { afterAll, expect, it } from '@jest/globals';
import type { PlatformMethod, PlatformSpec } from '../../src/api/platform.gen.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests, operatorIn } from '../support/cluster/suite.ts';
import { onLoopback } from '../../dev/loopback.ts';

const canary = 'cAnArY-7f3e!91';
const marker = 'mArKeR-of-the-platform';
const forms = [canary, Buffer.from(canary).toString('base64').replace(/=+$/, ''), encodeURIComponent(canary)];

const cluster = beforeTests(joinCluster);
let status = 200;

const platform = beforeTests(() => {
  // A platform that repeats all it was told, which is what a careless one does in its error texts.
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const told = JSON.stringify({
        marker,
        canary,
        url: request.url,
        headers: request.headers,
        body,
        error: 'invalid_grant',
      });
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-told': marker, 'retry-after': '3600' })
        .end(told);
    });
  });
  return onLoopback(server);
});
const operator = operatorIn(cluster);
afterAll(() => platform.stop?.());

const properties = { value: { type: 'string', minLength: 1, writeOnly: true } };
const secret = { type: 'object', required: ['value'], properties };
const token = { tokenUrl: '{{config.url}}/token', clientId: 'id' };
const ofToken = { bearer: '{{token.access}}' };
const ways: Record<string, Pick<PlatformMethod, 'signIn' | 'credential'>> = {
  basic: { credential: { basic: { username: 'user', password: '{{secret.value}}' } } },
  bearer: { credential: { bearer: '{{secret.value}}' } },
  header: { credential: { headers: { 'X-Key': '{{secret.value}}' } } },
  query: { credential: { query: { key: '{{secret.value}}' } } },
  'oauth-basic': {
    signIn: [{ oauth2: { grant: 'client_credentials', ...token, clientSecret: '{{secret.value}}' } }],
    credential: ofToken,
  },
  'oauth-body': {
    signIn: [
      { oauth2: { grant: 'client_credentials', ...token, clientSecret: '{{secret.value}}', clientAuth: 'body' } },
    ],
    credential: ofToken,
  },
  session: {
    signIn: [
      {
        name: 'session',
        request: { method: 'POST', url: '{{config.url}}/login', json: { password: '{{secret.value}}' } },
        set: { ticket: 'json.canary' },
      },
    ],
    credential: { headers: { 'x-ticket': '{{session.ticket}}' } },
  },
  'wrong-key': {
    signIn: [
      { name: 'proof', sign: { key: '{{secret.value}}', claims: { iss: 'me' } } },
      { oauth2: { grant: 'jwt_bearer', ...token, assertion: '{{proof.jwt}}' } },
    ],
    credential: ofToken,
  },
};

function platformWith(way: Pick<PlatformMethod, 'signIn' | 'credential'>): PlatformSpec {
  const methods = [{ name: 'only', title: 'Only', secret, ...way }];
  const test = [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.nothing' } } }];
  return { ...scriptedPlatform, methods, test };
}

it.each([200, 302, 400, 401, 403, 404, 418, 429, 500])(
  'no secret and no text of the platform gets out, with replies of status %i',
  async (replyStatus) => {
    status = replyStatus;
    const names = Object.keys(ways);
    for (const name of names) {
      const own = `${name}-${cluster.namespace}`;
      await cluster.platform(own, platformWith(ways[name]!));
      await cluster.secret(`${name}-${replyStatus}`, { value: canary });
      await cluster.connection(`${name}-${replyStatus}`, {
        platform: own,
        secretRef: { name: `${name}-${replyStatus}` },
        config: { url: platform.url },
      });
    }

    const connections = await Promise.all(
      names.map((name) =>
        cluster.until(`${name}-${replyStatus}`, (c) => verdictOf(c) !== 'none' && !verdictOf(c).endsWith('Pending')),
      ),
    );

    const outputs = {
      status: JSON.stringify(connections.map((c) => c.status)),
      events: JSON.stringify(await cluster.events()),
      log: operator.log(),
      metrics: await operator.metrics(),
    };
    for (const [output, text] of Object.entries(outputs)) {
      for (const form of [...forms, marker])
        if (text.includes(form))
          throw new Error(
            `${form} is in ${output}: ${text.slice(Math.max(0, text.indexOf(form) - 300), text.indexOf(form) + 100)}`,
          );
    }
    expect(connections.map(verdictOf).filter((verdict) => verdict.startsWith('True'))).toEqual([]);
  },
  60_000,
);
