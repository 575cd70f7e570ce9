import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Page } from 'playwright-core';
import type { PlatformInteractive, PlatformSpec } from '../../../src/api/platform.gen.ts';
import { onLoopback, type Loopback } from '../../../dev/loopback.ts';
import { authorizationServer, type AuthorizationServer } from '../../support/authorization-server.ts';
import { faultsOf, forAxe } from '../../support/console/axe.ts';
import { until } from '../../support/until.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const [device, copied] = [`device-${process.pid}`, `copied-${process.pid}`];
const shownPage = 'https://acme.example/show-code';

describeInChromium('signing in without a callback', () => {
  const suite = consoleSuite();
  let vendor: AuthorizationServer;
  let api: Loopback;
  let asked: URL | undefined;

  beforeAll(async () => {
    vendor = await authorizationServer({
      clientId: 'client',
      redirectUris: [shownPage],
      pkce: true,
      device: [{ error: 'authorization_pending' }, { error: 'slow_down' }],
    });
    api = await onLoopback(
      createServer(({ headers }, response) => {
        const isKnown = headers.authorization === 'Bearer access';
        response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' });
        response.end(isKnown ? '{"id":"7","name":"Ann"}' : '{}');
      }),
    );
    await suite.cluster.platform(device, acme({ flows: ['device'], deviceUrl: '{{config.server}}/device' }));
    await suite.cluster.platform(copied, acme({ redirect: { kind: 'copy', uri: shownPage } }));
  }, 60_000);
  afterAll(async () => {
    for (const name of [device, copied]) await suite.cluster?.remove('platforms', name);
    await vendor?.close();
    await api?.stop();
  });

  it.each(['light', 'dark'] as const)(
    'by a code on another machine, %s',
    async (colorScheme) => {
      const page = await waiting(device, { colorScheme, name: `device-${colorScheme}` });
      await page.getByRole('heading', { name: 'Enter this code there' }).waitFor();
      await page.getByText('ABCD-EFGH').waitFor();
      expect(await faultsOf(page)).toEqual([]);

      await isConnected(page);
    },
    90_000,
  );

  it.each(['light', 'dark'] as const)(
    'by a code that the vendor shows and the person pastes, %s',
    async (colorScheme) => {
      const page = await waiting(copied, { colorScheme, name: `copied-${colorScheme}` });
      const code = await shownCode();
      await page.getByLabel('Code', { exact: true }).fill('not-the-code?');
      await page.getByRole('button', { name: 'Continue' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);

      await page.getByLabel('Code', { exact: true }).fill(code);
      await page.getByRole('button', { name: 'Continue' }).click();
      await isConnected(page);
    },
    90_000,
  );

  async function waiting(platform: string, { name, colorScheme }: { name: string; colorScheme: 'light' | 'dark' }) {
    const page = await suite.open(`/add/${platform}`, { colorScheme, ...forAxe });
    await page.context().route('https://login.acme.example/**', (route) => {
      asked = new URL(route.request().url());
      return route.fulfill({ body: 'Sign in at Acme', contentType: 'text/plain' });
    });
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel(/^Server/).fill(vendor.origin);
    await page.getByLabel(/^Client ID/).fill('client');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('Waiting for Acme').waitFor();
    return page;
  }

  async function isConnected(page: Page): Promise<void> {
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByText('Signed in as Ann').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  }

  /** @returns the code that the vendor's page would show */
  async function shownCode(): Promise<string> {
    await until(() => asked !== undefined);
    const response = await fetch(`${vendor.origin}/authorize${asked?.search ?? ''}`, { redirect: 'manual' });
    return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
  }

  function acme(interactive: Partial<PlatformInteractive>): PlatformSpec {
    const { host } = new URL(api.url);
    return {
      title: 'Acme',
      category: 'Collaboration',
      config: { required: ['server'], properties: { server: { type: 'string', title: 'Server' } } },
      hosts: [host, '{{config.server}}'],
      methods: [
        {
          name: 'token',
          title: 'Token',
          secret: {
            required: ['clientId', 'refreshToken'],
            properties: {
              clientId: { type: 'string', title: 'Client ID' },
              refreshToken: { type: 'string', title: 'Refresh token', writeOnly: true },
            },
          },
          signIn: [
            {
              oauth2: {
                grant: 'refresh_token',
                tokenUrl: '{{config.server}}/token',
                clientId: '{{secret.clientId}}',
                refreshToken: '{{secret.refreshToken}}',
              },
            },
          ],
          credential: { bearer: '{{token.access}}' },
          interactive: { authorizeUrl: 'https://login.acme.example/authorize', client: 'public', ...interactive },
        },
      ],
      test: [{ request: { url: `${api.url}/me` }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
    };
  }
});
