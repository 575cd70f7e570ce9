import { describe, expect, it } from '@jest/globals';
import type { Reason } from '../../../src/api/reasons.ts';
import { ftpSaying } from '../ftp-saying.ts';
import { blockPage, challenge, holdVerdict } from '../verdict-case.ts';
import { judgedPlaces, run, stepMethods } from './methods.ts';

const tested = await stepMethods();
const withPassword = tested.filter(({ platform, each }) =>
  platform.spec.methods.some(
    ({ name, signIn = [] }) => name === each.method && signIn.some(({ oauth2 }) => oauth2?.grant === 'password'),
  ),
);

it('knows several methods that send a password to a token endpoint', () => {
  expect(withPassword.length).toBeGreaterThanOrEqual(6);
});

describe('invalid_grant to a user name and password names the password', () => {
  it.each(withPassword)('$name', async ({ platform, each }) => {
    const good = await run(platform, each);
    const at = good.exchanges.findIndex(({ body }) => /"access_?token"\s*:/i.test(body));
    const body = JSON.stringify({ error: 'invalid_grant', error_description: 'Made up' });

    const { verdict } = await run(platform, each, { at, damage: { status: 400, body, type: 'application/json' } });

    const { causes = [], reason } = verdict as { causes?: readonly string[]; reason: string };
    // Salesforce has this code for nearly everything, and decides by the words.
    if (platform.name === 'salesforce') expect(reason).toBe('UnexpectedReply');
    else if (reason !== 'CredentialsRejected') expect(causes.join('\n')).toMatch(/password/);
  });
});

const fresh = tested.filter(({ platform, each }) =>
  platform.spec.methods.some(
    ({ name, signIn = [] }) => name === each.method && signIn.some(({ oauth2 }) => oauth2 !== undefined),
  ),
);

describe('A token that the API does not take, where another host issued it, was not issued by the API', () => {
  it.each(fresh)('$name', async ({ platform, each }) => {
    const good = await run(platform, each);
    const [issuer = ''] = good.exchanges.filter(({ body }) => /"access_?token"\s*:/i.test(body)).map(hostOf);
    const at = judgedPlaces(good).find((place) => hostOf(good.exchanges[place]!) !== issuer);
    if (at === undefined) return;

    const { verdict } = await run(platform, each, {
      at,
      damage: { status: 401, body: '{}', type: 'application/json' },
    });

    expect(verdict.outcome).not.toBe('connected');
    expect((verdict as { about?: string }).about ?? '').not.toMatch(/refuses the token it has just issued/);
  });
});

function hostOf({ key }: { key: string }): string {
  return key.split(' ')[1]!.split('/')[0]!;
}

describe('An FTP server that says to a right password', () => {
  it.each<[string, Reason]>([
    ['530 User cannot log in, account disabled.', 'CredentialsRevoked'],
    ['530 Password expired', 'CredentialsExpired'],
    ['530 You must change your password before logging in.', 'InteractionRequired'],
    ['530 Your IP address 192.0.2.1 is not allowed', 'AccessRefused'],
    ['530 Login incorrect, or account disabled.', 'CredentialsRejected'],
    ['530 Not logged in.', 'CredentialsRejected'],
  ])('%s', async (reply, reason) => {
    expect(await ftpSaying(reply)).toBe(reason);
  });
});

const store = {
  platform: 's3-compatible',
  config: { endpoint: 'https://s3.example.com', bucket: 'finance-archive' },
  secret: { accessKeyId: 'made-up-key-id', secretAccessKey: 'canary-of-a-secret-key' },
};

describe('A store that says in words', () => {
  it.each<[string, string, Reason]>([
    ['InvalidAccessKeyId', 'Your account is disabled; please contact your administrator.', 'CredentialsRevoked'],
    ['AccessDenied', 'Transaction cap exceeded, see the Caps &amp; Alerts page to increase your cap.', 'RateLimited'],
    ['AccessDenied', 'The user account is suspended', 'CredentialsRevoked'],
    ['InvalidAccessKeyId', 'The key is not known.', 'CredentialsRejected'],
    ['QpsLimitExceeded', 'made up', 'RateLimited'],
    ['ThrottlingException', 'made up', 'RateLimited'],
    ['DownloadTrafficRateLimitExceeded', 'made up', 'RateLimited'],
    ['UserDisable', 'made up', 'PermissionDenied'],
  ])('%s: %s', (code, message, reason) =>
    holdVerdict({
      ...store,
      name: message,
      answer: () => ({
        status: 403,
        type: 'application/xml',
        text: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`,
      }),
      reason,
    }),
  );
});

it('A page in front of SharePoint is no word of SharePoint, whatever its row for 403 reads besides', () =>
  holdVerdict({
    name: 'page',
    platform: 'sharepoint-server',
    method: 'basic',
    config: { siteUrl: 'https://sp.example.com/sites/hr' },
    secret: { username: 'svc@example.com', password: 'made up, and right' },
    answer: ({ headers }) =>
      headers['authorization'] === undefined ? challenge('Basic realm="sp"') : blockPage(403, 'Squid'),
    reason: 'UnexpectedReply',
  }));
