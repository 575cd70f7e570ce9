import { describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { certificateUntil } from '../support/fakes/certificate.ts';
import { readRequest, writeReply } from '../support/fake-platform.ts';
import { startFakeTls } from '../support/fake-tls.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext, testNow } from '../support/test-context.ts';
import { holdVerdict, tokenWith, type VerdictCase } from './verdict-case.ts';

const seconds = testNow / 1000;
const hourMs = 3600_000;
const url = 'https://api.example.com/v1/me';

const refused: Omit<VerdictCase, 'name' | 'platform' | 'secret'> = {
  answer: () => ({ status: 401 }),
  reason: 'CredentialsRejected',
};
const cmis = { platform: 'cmis', config: { url: 'https://ecm.example.com/cmis/browser' } };
const egnyte = { platform: 'egnyte', config: { domain: 'acme.egnyte.com' } };

describe('A token that says itself', () => {
  it.each<[string, object, VerdictCase['reason']]>([
    ['that it has ended', { exp: seconds - 1 }, 'CredentialsExpired'],
    ['that it begins in an hour', { nbf: seconds + 3600, exp: seconds + 7200 }, 'ClockSkew'],
    ['nothing of the kind', { sub: 'svc' }, 'CredentialsRejected'],
    ['that it is good', { nbf: seconds - 1, exp: seconds + 60 }, 'CredentialsRejected'],
    ['an end that is no number', { exp: '1' }, 'CredentialsRejected'],
  ])('%s, and is refused', (name, claims, reason) =>
    holdVerdict({
      ...refused,
      name,
      platform: 'http-endpoint',
      config: { url },
      secret: { token: tokenWith(claims) },
      reason,
    }),
  );

  it.each([
    { ...cmis, secret: { accessToken: tokenWith({ exp: seconds - 1 }) } },
    { ...egnyte, secret: { accessToken: tokenWith({ exp: seconds - 1 }) } },
    {
      platform: 'webdav',
      config: { url: 'https://dav.example.com/files/' },
      secret: { bearerToken: tokenWith({ exp: seconds - 1 }) },
    },
  ])('that it has ended: $platform', (one) =>
    holdVerdict({ ...refused, ...one, name: one.platform, reason: 'CredentialsExpired' }),
  );

  it('that it has ended, and is taken all the same', () =>
    holdVerdict({
      name: 'taken',
      platform: 'http-endpoint',
      config: { url },
      secret: { token: tokenWith({ exp: seconds - 1 }) },
      answer: ({ headers }) => (headers['authorization'] === undefined ? { status: 401 } : { json: { id: 1 } }),
      reason: 'Verified',
    }));
});

describe('A certificate of the Secret that is not valid yet', () => {
  const tenant = { tenantId: '11111111-2222-3333-4444-555555555555', clientId: '66666666-7777-8888-9999-000000000000' };

  it.each([
    { platform: 'microsoft-graph', config: tenant, more: {} },
    { platform: 'azure-blob', config: { ...tenant, accountName: 'financearchive' }, more: {} },
    { platform: 'ftps', config: { host: 'ftp.example.com' }, more: { username: 'svc' } },
  ])('is a matter of clocks, and nothing is sent: $platform', async ({ platform, config, more }) => {
    const { certificate, privateKey } = await certificateUntil(new Date(testNow + hourMs + 365 * 24 * hourMs));

    await holdVerdict({
      name: platform,
      platform,
      config,
      secret: { certificate, privateKey, ...more },
      answer: () => ({ status: 500 }),
      reason: 'ClockSkew',
      credential: 'NotSent',
      says: /not valid yet/,
    });
  });
});

it.each(['webdav', 'nextcloud'])('A certificate of a server that is not valid yet is one too: %s', async (platform) => {
  const server = await startFakeTls((request, response) => {
    void readRequest(request).then(() => writeReply(response, { status: 200 }));
  }, 'future certificate');
  try {
    const verdict = await planAndTest(
      {
        platform: registry.get(platform)!,
        config: { url: 'https://cloud.example.com' },
        secret: { username: 'svc', [platform === 'webdav' ? 'password' : 'appPassword']: 'made-up' },
      },
      testContext(server.context),
    );

    expect(verdict).toMatchObject({ reason: 'ClockSkew', credential: 'NotSent' });
  } finally {
    await server.stop();
  }
});
