import { describe, expect, it } from '@jest/globals';
import { registry } from '../../../src/connectors/index.ts';
import { startFakeTls } from '../../support/fake-tls.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';
import { refused, understood, type Said, type Written } from './framings.ts';

interface Asked {
  platform: string;
  method?: string;
  config?: Record<string, unknown>;
  secret: Record<string, string>;
  good: object | string;
}

const account = { username: 'svc-archive', password: 'made up, and right' };
const principal =
  '<?xml version="1.0"?><D:multistatus xmlns:D="DAV:"><D:response><D:href>/files/</D:href><D:propstat><D:prop><D:resourcetype><D:collection/></D:resourcetype><D:current-user-principal><D:href>/principals/svc-archive/</D:href></D:current-user-principal></D:prop><D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response></D:multistatus>';
const asked: Asked[] = [
  {
    platform: 'slack',
    secret: { botToken: 'xoxb-made-up-0123456789' },
    good: { ok: true, user_id: 'U1', team_id: 'T1', url: 'https://acme.slack.com/' },
  },
  {
    platform: 'github',
    secret: { token: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' },
    good: { id: 1, login: 'svc', type: 'User' },
  },
  {
    platform: 'alfresco',
    method: 'basic',
    config: { url: 'https://ecm.example.com' },
    secret: account,
    good: { entry: { id: 'svc-archive', firstName: 'A', email: 'a@example.com', enabled: true } },
  },
  {
    platform: 'hubspot',
    secret: { accessToken: 'pat-eu1-made-up' },
    good: { portalId: 12, userId: 3 },
  },
  {
    platform: 'webdav',
    method: 'basic',
    config: { url: 'https://dav.example.com/files/' },
    secret: account,
    good: principal,
  },
  {
    platform: 'http-endpoint',
    method: 'basic',
    config: { url: 'https://api.example.com/me' },
    secret: account,
    good: { a: 1 },
  },
];

const accepted = (good: object | string): Said =>
  typeof good === 'string'
    ? { status: 207, words: 'Multi-Status', headers: { 'Content-Type': 'application/xml' }, body: good }
    : { status: 200, words: 'OK', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(good) };
const challenged = (scheme: string): Said => ({
  status: 401,
  words: 'Unauthorized',
  headers: { 'Content-Type': 'application/json', 'WWW-Authenticate': `${scheme} realm="files"` },
  body: '{"message":"who is there"}',
});

interface Given {
  write: Written;
  /** Says no to everybody. */
  isClosed?: boolean;
}

async function foundBy({ platform, method, config, secret, good }: Asked, { write, isClosed }: Given): Promise<string> {
  const server = await startFakeTls((request, response) => {
    const isStranger = request.headers.authorization === undefined;
    const said = write(isClosed || isStranger ? challenged('password' in secret ? 'Basic' : 'Bearer') : accepted(good));
    request.resume().on('end', () => response.socket?.end(said));
  });
  try {
    const asking = { platform: registry.get(platform)!, method, config, secret };
    const verdict = await planAndTest(asking, testContext(server.context));
    return verdict.outcome === 'connected' ? 'Verified' : `${verdict.reason}: ${verdict.about}`;
  } finally {
    await server.stop();
  }
}

describe.each(asked)('$platform', (one) => {
  it.each(understood)('understands %s', async (_name, write) => {
    expect(await foundBy(one, { write })).toBe('Verified');
    expect(await foundBy(one, { write, isClosed: true })).toMatch(/^CredentialsRejected/);
  });

  it.each(refused)('makes nothing of %s', async (_name, wanted, write) => {
    expect(await foundBy(one, { write })).toMatch(wanted);
    expect(await foundBy(one, { write, isClosed: true })).toMatch(wanted);
  });
});
