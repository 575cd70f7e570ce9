import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registry, type Verdict } from '../../src/connectors/index.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { startOAuthServer, type RunningOAuthServer } from '../../dev/servers/oauth-server.ts';
import { startWebDavServer, type RunningWebDavServer } from '../../dev/servers/webdav-server.ts';
import { testContext } from '../support/test-context.ts';

interface Input {
  config: Record<string, unknown>;
  secret: Record<string, string>;
}

function verdictOn(name: string, input: Input): Promise<Verdict> {
  return planAndTest({ platform: registry.get(name)!, ...input }, testContext());
}

describe('WebDAV server', () => {
  const password = 'p+/?ÿ:colon';
  let server: RunningWebDavServer;
  let open: RunningWebDavServer;

  beforeAll(async () => {
    server = await startWebDavServer({ accounts: [{ username: 'ada', password }] });
    open = await startWebDavServer({ accounts: [{ username: 'ada', password }], open: true });
  });
  afterAll(() => Promise.all([server.stop(), open.stop()]));

  it.each([
    ['the right password', {}, { outcome: 'connected', account: { id: 'ada' } }],
    ['a wrong password', { password: 'wrong' }, { reason: 'CredentialsRejected' }],
    ['a wrong user', { username: 'bob' }, { reason: 'CredentialsRejected' }],
  ])('%s', async (_name, secret, wanted) => {
    const verdict = await verdictOn('webdav', {
      config: { url: server.url },
      secret: { username: 'ada', password, ...secret },
    });

    expect(verdict).toMatchObject(wanted);
  });

  it('is not Connected where the server lets everyone in', async () => {
    const verdict = await verdictOn('webdav', { config: { url: open.url }, secret: { username: 'ada', password } });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'UnexpectedReply' });
  });

  it('takes a changed password', async () => {
    server.setPassword('ada', 'changed');

    const verdict = await verdictOn('webdav', {
      config: { url: server.url },
      secret: { username: 'ada', password: 'changed' },
    });

    expect(verdict.outcome).toBe('connected');
  });
});

describe('OAuth 2.0 server', () => {
  let server: RunningOAuthServer;

  beforeAll(async () => {
    server = await startOAuthServer({ clients: [{ id: 'job', secret: 's+/?:1 x' }] });
  });
  afterAll(() => server.stop());

  it.each([
    ['the right secret', {}, {}, { outcome: 'connected' }],
    ['a wrong secret', { clientSecret: 'wrong' }, {}, { reason: 'CredentialsRejected' }],
    ['an unknown client', { clientId: 'other' }, {}, { reason: 'CredentialsRejected' }],
    ['a scope it may not have', {}, { scope: 'admin' }, { reason: 'InvalidConfiguration' }],
  ])('%s', async (_name, secret, config, wanted) => {
    const verdict = await verdictOn('http-endpoint', {
      config: { url: server.url, tokenUrl: server.tokenUrl, scope: 'read', ...config },
      secret: { clientId: 'job', clientSecret: 's+/?:1 x', ...secret },
    });

    expect(verdict).toMatchObject(wanted);
  });

  it('gives nothing to a bearer it does not know', async () => {
    const verdict = await verdictOn('http-endpoint', { config: { url: server.url }, secret: { token: 'made-up' } });

    expect(verdict).toMatchObject({ reason: 'CredentialsRejected' });
  });
});
