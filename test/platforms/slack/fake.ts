import { bears, type FakeReply, type FakeRoute } from '../../support/fake-platform.ts';

const proof = {
  ok: true,
  url: 'https://acme.slack.com/',
  team: 'Acme',
  user: 'migrator',
  team_id: 'T0123',
  user_id: 'U0123',
};
export const good = (more: object = {}, scopes = 'files:read,chat:write'): FakeReply => ({
  json: { ...proof, ...more },
  headers: { 'x-oauth-scopes': scopes },
});
export const refusal = (error: string): FakeReply => ({ json: { ok: false, error } });

/** https://docs.slack.dev/reference/methods/auth.test; the scheme must be written exactly so. */
export function authTest(host: string, token: string): FakeRoute {
  return {
    on: `POST https://${host}/api/auth.test`,
    headers: { authorization: /^Bearer (xoxe\.)?xox[bp]-[A-Za-z0-9-]+$/ },
    accepts: bears(token),
    good: good(),
    refused: refusal('invalid_auth'),
  };
}

export const minted = 'xoxe.xoxb-1-canaryMinted';
export const clientSecret = 'canary-client-secret-31';
export const refreshToken = 'xoxe-1-canaryRefresh';
export const issued = (more: object = {}): FakeReply => ({
  json: { ok: true, access_token: minted, refresh_token: refreshToken, token_type: 'bot', expires_in: 43_200, ...more },
});

/** https://docs.slack.dev/reference/methods/oauth.v2.access: the client as HTTP Basic is what the vendor prefers. */
export function access(host: string): FakeRoute {
  return {
    on: `POST https://${host}/api/oauth.v2.access`,
    headers: { authorization: `Basic ${Buffer.from(`123.456:${clientSecret}`).toString('base64')}` },
    form: { grant_type: 'refresh_token', refresh_token: /./ },
    accepts: ({ form }) => /^(xoxe-1-canaryRefresh|canary-fresh)/.test(form['refresh_token'] ?? ''),
    good: issued(),
    refused: refusal('invalid_refresh_token'),
  };
}
