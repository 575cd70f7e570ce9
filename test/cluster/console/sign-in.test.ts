import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Loopback } from '../../../dev/loopback.ts';
import { InProcessOperator } from '../../support/cluster/in-process-operator.ts';
import { northwind } from '../../support/console/northwind.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';
import { openIdProvider } from '../../support/openid-provider.ts';
import { atTerminal, enter as enterKey } from '../../support/pty.ts';
import { until } from '../../support/until.ts';

const platform = `northwind-${process.pid}`;
const redirectUris = ['http://localhost:53170/callback', 'http://localhost:53171/callback'];
const secret = 'canary-client-secret';

describeInChromium('signing in at a vendor from the page', () => {
  const suite = consoleSuite();
  let provider: Loopback;
  let operator: InProcessOperator;

  beforeAll(async () => {
    provider = await openIdProvider({ id: 'migration', secret, redirectUris });
    await suite.cluster.platform(platform, northwind);
    operator = new InProcessOperator(suite.cluster);
    await operator.start();
  }, 60_000);
  afterAll(async () => {
    await operator?.stop();
    await suite.cluster?.remove('platforms', platform);
    await provider?.stop();
  });

  it('opens the vendor, shows the account, stores what it brought, and the operator says Connected', async () => {
    const page = await formOf('signed');
    expect(await page.getByLabel('Manifest as YAML').textContent()).toContain('refreshToken: # from the sign-in');
    await page.getByRole('heading', { name: 'Redirect address to register in your Northwind app' }).waitFor();
    await page.getByText('http://localhost:53170/callback').waitFor();

    const vendor = await signInAt(page);
    await page.getByText('Permissions that are asked for: openid, profile, offline_access').waitFor();
    const redirectUri = await page.locator('.flow .copy code').textContent();
    const stolen = await fetch(`${redirectUri ?? ''}?code=stolen&state=another`);
    expect([stolen.status, await stolen.text()]).toEqual([400, expect.stringContaining('another sign-in')]);
    await page.getByText('This response belongs to another sign-in.').waitFor();

    const callback = await approve(vendor);
    await vendor.getByRole('heading', { name: 'Signed in to Northwind' }).waitFor();
    expect(await vendor.content()).not.toContain('<script');
    await vendor.getByText('Close this tab and go back to where you started the sign-in.').waitFor();
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByText('Signed in as ann of Northwind').waitFor();
    await page.getByText('Is this the right account? Done creates the Secret and the Connection.').waitFor();
    expect(await page.getByLabel('Steps').textContent()).toContain('Sign in');
    await expect(suite.cluster.get('signed')).rejects.toMatchObject({ code: 404 });
    await expect(fetch(callback)).rejects.toThrow('fetch failed');

    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'signed' }).waitFor();
    const { spec } = await suite.cluster.get('signed');
    expect(spec).toMatchObject({ platform, method: 'oauth', secretRef: { name: 'signed' } });
    await suite.cluster.until('signed', ({ status }) => status?.state === 'Connected');
  }, 90_000);

  it('marks the client that the vendor refused, keeps what was entered, and goes on with the right one', async () => {
    const page = await formOf('mended');
    await page.getByLabel(/^Client secret/).fill('kT7vPq2xWm');
    const vendor = await signInAt(page);
    await enter(vendor);
    await vendor.getByRole('heading', { name: 'Not signed in' }).waitFor();

    await page.getByRole('alert').getByText('Northwind refused the code: invalid_client.').waitFor();
    expect(await page.getByText('Was refused by Northwind.').count()).toBe(2);
    expect(await page.getByLabel(/^Client secret/).getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel(/^Client ID/).inputValue()).toBe('migration');
    await page.getByLabel(/^Client secret/).fill(secret);
    expect(await page.getByText('Was refused by Northwind.').count()).toBe(1);
    // The provider knows ann by now.
    const again = await tabOf(page);
    await again.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
  }, 90_000);

  it('says what the vendor refused, and stores nothing', async () => {
    const page = await formOf('declined');
    const vendor = await signInAt(page);
    await vendor.getByRole('link', { name: 'Cancel' }).click();
    await vendor.getByRole('heading', { name: 'Not signed in' }).waitFor();

    await page.getByRole('alert').getByText('Northwind did not grant access').waitFor();
    await expect(suite.cluster.get('declined')).rejects.toMatchObject({ code: 404 });
  }, 60_000);

  it('in a second tab ends the one in the first, which is told, and gets nothing of it', async () => {
    const [first, second] = [await formOf('first-tab'), await formOf('second-tab')];
    const vendorOfFirst = await signInAt(first);
    const vendorOfSecond = await signInAt(second);

    const told = first.getByRole('alert');
    await told.waitFor();
    expect(await told.textContent()).toContain('This sign-in is over, or another one has begun.');
    await enter(vendorOfFirst);
    await vendorOfFirst.getByText('This response belongs to another sign-in.').waitFor();
    await second.getByText('This response belongs to another sign-in.').waitFor();
    await approve(vendorOfSecond);
    await second.getByRole('heading', { name: 'Connected' }).waitFor();

    expect(await first.getByRole('heading', { name: 'Connected' }).count()).toBe(0);
    expect(await first.getByLabel('Manifest as YAML').textContent()).toContain('refreshToken: # from the sign-in');
    await first.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  }, 90_000);

  it('is signed in to by the command at a terminal, whose browser is opened; the operator says Connected', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'login-'));
    const keys = { clientId: 'migration', clientSecret: secret, refreshToken: 'used up' };
    await suite.cluster.secret('by-command', keys);
    const config = { issuer: provider.url };
    await suite.cluster.connection('by-command', {
      platform,
      method: 'oauth',
      secretRef: { name: 'by-command' },
      config,
    });
    await suite.cluster.until('by-command', ({ status }) => status?.state === 'Failed');
    const opened = join(folder, 'opened');
    await writeFile(
      join(folder, 'browser'),
      `#!/bin/sh\nprintf %s "$1" > ${opened}.part && mv ${opened}.part ${opened}\n`,
      {
        mode: 0o755,
      },
    );
    const kubeconfig = `KUBECONFIG=${process.env['TEST_KUBECONFIG'] ?? ''}`;
    const program = [process.execPath, join(process.cwd(), 'bin/connection.js'), 'login', 'by-command'];
    const terminal = atTerminal(
      ['env', `BROWSER=${join(folder, 'browser')}`, kubeconfig, ...program, '-n', suite.cluster.namespace],
      { cwd: folder },
    );

    const context = await suite.browser.newContext();
    const vendor = await context.newPage();
    await until(() => existsSync(opened));
    await vendor.goto(await readFile(opened, 'utf8'));
    await enter(vendor);
    await vendor.getByRole('heading', { name: 'Signed in to Northwind' }).waitFor();
    await terminal.answer('Is this the account?', `y${enterKey}`);

    expect([await terminal.ended, terminal.shown()]).toEqual([0, expect.stringContaining('ann')]);
    expect(terminal.shown()).not.toContain(secret);
    await suite.cluster.until('by-command', ({ status }) => status?.state === 'Connected');
    await context.close();
  }, 90_000);

  async function formOf(name: string): Promise<Page> {
    const page = await suite.open(`/add/${platform}`);
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel(/^Issuer/).fill(provider.url);
    await page.getByLabel(/^Client ID/).fill('migration');
    await page.getByLabel(/^Client secret/).fill(secret);
    return page;
  }

  /** @returns the tab of the vendor */
  async function signInAt(page: Page): Promise<Page> {
    const vendor = await tabOf(page);
    await vendor.getByPlaceholder('Enter any login').waitFor();
    return vendor;
  }

  async function tabOf(page: Page): Promise<Page> {
    const [vendor] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('button', { name: 'Sign in', exact: true }).click(),
    ]);
    await page.getByText('Waiting for Northwind').waitFor();
    return vendor;
  }

  /** @returns the address that the tab ended on */
  async function approve(vendor: Page): Promise<string> {
    await enter(vendor);
    await vendor.getByRole('heading', { name: 'Signed in' }).waitFor();
    return vendor.url();
  }

  async function enter(vendor: Page): Promise<void> {
    await vendor.getByPlaceholder('Enter any login').fill('ann');
    await vendor.getByPlaceholder('and password').fill('any');
    await vendor.getByRole('button', { name: 'Sign-in' }).click();
    await vendor.getByRole('button', { name: 'Continue' }).click();
  }
});
