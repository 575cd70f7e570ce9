import { createServer } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { onLoopback } from '../../dev/loopback.ts';
import { writeReply, type FakeReply } from '../support/fake-platform.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

const page = { type: 'text/html', text: '<html><h1>Access denied</h1></html>' };

const asked: Record<string, [config: Record<string, unknown>, secret: Record<string, string>]> = {
  nextcloud: [{ url: 'http://files.example.com' }, { username: 'svc', appPassword: 'made up' }],
  owncloud: [{ url: 'http://files.example.com' }, { username: 'svc', appPassword: 'made up' }],
  's3-compatible': [
    { endpoint: 'http://files.example.com', region: 'x', bucket: 'finance' },
    { accessKeyId: 'MADEUPKEYID0000000', secretAccessKey: 'made-up' },
  ],
  'jira-data-center': [{ url: 'http://files.example.com' }, { personalAccessToken: 'made-up' }],
  cmis: [{ url: 'http://files.example.com/cmis/browser' }, { username: 'svc', password: 'made up' }],
};

async function reasonThrough(platform: string, answer: FakeReply): Promise<string> {
  const proxy = await onLoopback(createServer((_request, response) => writeReply(response, answer)));
  const [config, secret] = asked[platform]!;
  const context = testContext({
    proxy: { address: `http://127.0.0.1:${proxy.port}` },
    resolve: () => Promise.resolve([{ address: '127.0.0.1', port: proxy.port }]),
  });
  try {
    const verdict = await planAndTest({ platform: registry.get(platform)!, config, secret }, context);
    return verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
  } finally {
    await proxy.stop();
  }
}

describe.each(Object.keys(asked))('%s at a plain address: what a proxy says itself', (platform) => {
  it.each<[string, FakeReply]>([
    ['Squid', { status: 403, headers: { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, ...page }],
    ['Zscaler', { status: 403, headers: { server: 'Zscaler/6.2' }, ...page }],
    ['FortiGate', { status: 403, headers: { server: 'FortiGate' }, ...page }],
    ['MikroTik', { status: 403, headers: { server: 'Mikrotik HttpProxy' }, ...page }],
    ['a page of 401 without a challenge', { status: 401, ...page }],
    ['a gateway to sign in at first', { status: 511, ...page }],
    ['no address for the host', { status: 502, headers: { 'x-squid-error': 'ERR_DNS_FAIL 0' }, ...page }],
  ])('%s', async (_name, answer) => {
    expect(await reasonThrough(platform, answer)).toBe('ProxyFailed');
  });

  it('is nothing that the platform has said', async () => {
    expect(await reasonThrough(platform, { status: 403, ...page })).not.toMatch(/^(CredentialsRejected|Verified)$/);
  });
});
