import { afterEach, expect, it } from '@jest/globals';
import { beginSignIn, registry } from '../../src/connectors/index.ts';
import type { PlatformMethod, PlatformSpec } from '../../src/connectors/platform.ts';
import { authorizationServer, type AuthorizationServer, type Registration } from '../support/authorization-server.ts';
import { testContext } from '../support/test-context.ts';

/** What each vendor registers, as its documentation says. */
interface Vendor {
  redirect: string;
  pkce: boolean;
  secret: boolean;
  config?: Record<string, unknown>;
  must?: Record<string, string>;
  reply?: object;
  callback?: Record<string, string>;
  json?: boolean;
  fills?: object;
}

const anyPort = 'http://localhost:*/callback';
const loopback = 'http://127.0.0.1:*/callback';
const entra = {
  redirect: anyPort,
  pkce: true,
  secret: false,
  config: { clientId: 'client', tenantId: 'acme.example.com' },
};
const google = {
  redirect: loopback,
  pkce: true,
  secret: true,
  must: { access_type: 'offline', prompt: 'select_account consent' },
  callback: { iss: 'https://accounts.google.com' },
};
const dropbox = { redirect: '', pkce: true, secret: false, must: { token_access_type: 'offline' } };
const server = { redirect: anyPort, pkce: true, secret: true, config: { url: 'https://acme.example.com' } };

const vendors: Readonly<Record<string, Vendor>> = {
  'autodesk-construction-cloud oauth-refresh': { redirect: anyPort, pkce: true, secret: true },
  'box oauth-refresh': { redirect: anyPort, pkce: false, secret: true },
  'confluence-cloud oauth-refresh': {
    redirect: anyPort,
    pkce: true,
    secret: true,
    json: true,
    must: { audience: 'api.atlassian.com', prompt: 'consent' },
  },
  'confluence-data-center oauth-refresh': { ...server, must: { scope: 'READ' } },
  'dropbox oauth-refresh': dropbox,
  'dropbox-business oauth-refresh': dropbox,
  'dropbox-team-folders oauth-refresh': dropbox,
  'egnyte access-token': {
    redirect: 'https://localhost/callback',
    pkce: false,
    secret: true,
    config: { domain: 'acme.egnyte.com' },
    fills: { accessToken: 'access' },
  },
  'exchange-online refresh-token': entra,
  'github personal-access-token': { redirect: loopback, pkce: true, secret: true, fills: { token: 'access' } },
  'gitlab oauth-refresh': { redirect: loopback, pkce: true, secret: false },
  'google-cloud-storage oauth-refresh': google,
  'google-drive oauth-refresh': google,
  'google-shared-drives oauth-refresh': google,
  'google-workspace oauth-refresh': google,
  'hubspot oauth-refresh': { redirect: anyPort, pkce: true, secret: true },
  'imanage oauth-refresh': { redirect: anyPort, pkce: true, secret: false, config: { host: 'acme.imanage.work' } },
  'jira-cloud oauth-refresh': {
    redirect: anyPort,
    pkce: true,
    secret: true,
    json: true,
    must: { audience: 'api.atlassian.com', prompt: 'consent' },
  },
  'jira-data-center oauth-refresh': { ...server, must: { scope: 'READ' } },
  'microsoft-graph refresh-token': entra,
  'microsoft-teams refresh-token': entra,
  'netdocuments oauth-refresh': { redirect: anyPort, pkce: false, secret: true, config: { region: 'eu' } },
  'nextcloud oauth-refresh': server,
  'notion oauth-refresh': { redirect: anyPort, pkce: false, secret: true, json: true, must: { owner: 'user' } },
  'nuxeo oauth-refresh': { ...server, secret: false },
  'onedrive-business refresh-token': entra,
  'onedrive-personal refresh-token': { ...entra, config: { clientId: 'client' } },
  'owncloud oauth-refresh': { ...server, secret: false },
  'procore oauth-refresh': { redirect: 'urn:ietf:wg:oauth:2.0:oob', pkce: false, secret: true },
  'salesforce refresh-token': {
    redirect: anyPort,
    pkce: true,
    secret: false,
    must: { scope: 'api refresh_token openid' },
  },
  'servicenow oauth-refresh': {
    redirect: anyPort,
    pkce: true,
    secret: true,
    config: { hostname: 'acme.service-now.com' },
  },
  'sharefile oauth-refresh': {
    redirect: 'https://connection.invalid/callback',
    pkce: false,
    secret: true,
    callback: { subdomain: 'acme', appcp: 'sharefile.com' },
  },
  'sharepoint-online refresh-token': entra,
  'slack oauth-refresh': {
    redirect: anyPort,
    pkce: true,
    secret: false,
    must: { user_scope: 'users:read,files:read' },
    reply: { ok: true, authed_user: { access_token: 'a', refresh_token: 'refresh' } },
  },
  'zendesk oauth-refresh': { redirect: anyPort, pkce: true, secret: false, json: true, config: { subdomain: 'acme' } },
};

/** Those whose provider describes itself, or that have no authorization endpoint. */
const elsewhere = new Set(['nextcloud app-password', 'owncloud-infinite-scale oidc-refresh']);

let fake: AuthorizationServer | undefined;
afterEach(async () => fake?.close());

it('each platform with a sign-in has a strict fake of its authorization endpoint', () => {
  const all = [...registry.values()].flatMap(({ name, spec }: { name: string; spec: PlatformSpec }) =>
    spec.methods.flatMap(({ name: method, interactive }) => (interactive ? [`${name} ${method}`] : [])),
  );

  expect(all.filter((one) => !elsewhere.has(one)).toSorted()).toEqual(Object.keys(vendors).toSorted());
});

it.each(Object.entries(vendors))('%s', async (name, vendor) => {
  const { asked, page, ended } = await signedIn(name, vendor);

  expect(page.protocol).toBe('https:');
  expect(fake!.refusals).toEqual([]);
  expect(asked).toMatchObject(vendor.must ?? {});
  expect(ended).toMatchObject({ kind: 'signedIn', secret: vendor.fills ?? { refreshToken: 'refresh' } });
});

const says = (error: string, status = 400) => ({ refuses: { status, json: { error } } });

/** What a vendor's own error means, of the callback or of the exchange. */
const refusals: [string, Partial<Registration>, string, RegExp][] = [
  ['google-drive oauth-refresh', { declines: 'access_denied' }, 'Declined', /test users/],
  ['google-workspace oauth-refresh', { declines: 'admin_policy_enforced' }, 'Refused', /administrator/],
  ['sharepoint-online refresh-token', { declines: 'unauthorized_client' }, 'Refused', /tenant/],
  ['jira-cloud oauth-refresh', says('access_denied', 403), 'Refused', /client secret/],
  ['confluence-cloud oauth-refresh', { declines: 'access_denied' }, 'Declined', /^Allow access/],
  ['jira-data-center oauth-refresh', says('invalid_grant'), 'Refused', /10 seconds/],
  [
    'slack oauth-refresh',
    { refuses: { status: 200, json: { ok: false, error: 'bad_client_secret' } } },
    'Refused',
    /secret/,
  ],
  [
    'slack oauth-refresh',
    { refuses: { status: 200, json: { ok: false, error: 'bad_redirect_uri' } } },
    'Refused',
    /exactly/,
  ],
  ['github personal-access-token', { declines: 'application_suspended' }, 'Refused', /suspended/],
  ['github personal-access-token', says('incorrect_client_credentials', 200), 'Refused', /id and the secret/],
  ['gitlab oauth-refresh', { declines: 'invalid_scope' }, 'Refused', /read_api/],
  ['salesforce refresh-token', says('invalid_client'), 'Refused', /installed in the org/],
  ['owncloud oauth-refresh', says('unauthorized_client'), 'Refused', /Enable the user/],
];

it.each(refusals)('%s: what the error of %j means', async (name, refused, code, fix) => {
  const { ended } = await signedIn(name, vendors[name]!, refused);

  expect(fake!.refusals).toEqual([]);
  expect(ended).toMatchObject({ kind: 'refusal', code, fix: expect.stringMatching(fix) });
});

async function signedIn(name: string, vendor: Vendor, refused: Partial<Registration> = {}) {
  const [platform = '', method = ''] = name.split(' ');
  fake = await authorizationServer({ ...registrationOf(vendor), ...refused });
  const spec = withOwnToken(registry.get(platform)!.spec, method, fake.origin);
  const client = { id: 'client', ...(vendor.secret ? { secret: 's3cret' } : {}) };
  const input = { platform: { name: platform, spec }, method, config: vendor.config, client };

  const signIn = await beginSignIn(input, testContext(), { flow: 'code', ports: [0] });
  if (signIn.kind === 'refusal') throw new Error(`${signIn.code}: ${signIn.what}`);
  const page = new URL(signIn.url);
  const asked = Object.fromEntries(page.searchParams);
  const answer = await fetch(`${fake.origin}/authorize${page.search}`, { redirect: 'manual' });
  const location = answer.headers.get('location');
  if (signIn.takes === 'Callback') await fetch(location!);
  else await signIn.paste!(new URL(location!).search);
  return { asked, page, ended: await signIn.result };
}

function registrationOf({ redirect, pkce, secret, reply, callback, json }: Vendor): Registration {
  return {
    clientId: 'client',
    ...(secret ? { clientSecret: 's3cret' } : {}),
    redirectUris: [redirect],
    pkce,
    ...(reply ? { token: () => reply } : {}),
    ...(callback ? { callback } : {}),
    ...(json ? { json } : {}),
  };
}

/** The platform as it is, but for the address of its token endpoint, and a list that nobody serves here. */
function withOwnToken(spec: PlatformSpec, name: string, origin: string): PlatformSpec {
  const methods = spec.methods.map((method): PlatformMethod => {
    if (method.name !== name || !method.interactive) return method;
    const { choose: _, ...interactive } = method.interactive;
    return { ...method, interactive: { ...interactive, tokenUrl: `${origin}/token` } };
  });
  return { ...spec, hosts: [...(spec.hosts ?? []), new URL(origin).host], methods };
}
