import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

describeInChromium('from a platform to a connection on the list', () => {
  const suite = consoleSuite();
  let server: RunningWebDavServer;

  beforeAll(async () => {
    server = await startWebDavServer({ accounts: [{ username: 'ann', password: 'right-password' }] });
  });
  afterAll(() => server?.stop());

  it('mends a wrong password in the form, is Connected, and comes to be on the list', async () => {
    const page = await suite.open();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
    await page.getByRole('link', { name: 'Add connection' }).last().click();
    await page.getByRole('searchbox', { name: 'Search platforms' }).fill('webdav');
    await page.getByRole('link', { name: /^WebDAV/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('finance');

    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('Enter a value.').nth(2).waitFor();
    for (const label of [/^Address/, /^User name/, /^Password/]) {
      const field = page.getByLabel(label);
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const [described = ''] = (await field.getAttribute('aria-describedby'))?.split(' ') ?? [];
      expect(await page.locator(`[id="${described}"]`).textContent()).toBe('Enter a value.');
    }
    await page.getByLabel(/^Address/).fill(server.url.replace('http://', 'dav://'));
    await page.getByRole('button', { name: /^Use https:/ }).click();
    expect(await page.getByLabel(/^Address/).inputValue()).toMatch(/^https:/);
    await page.getByLabel(/^Address/).fill(server.url);
    await page.getByLabel(/^User name/).fill('ann');
    await page.getByLabel(/^Password/).fill('wrong-password');
    const manifest = page.getByLabel('Manifest as YAML');
    await manifest.getByText(`url: ${server.url}`).waitFor();
    expect(await manifest.textContent()).not.toContain('wrong-password');

    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByRole('heading', { name: 'Failed: credential rejected' }).waitFor();
    expect(await page.locator('.ladder li').evaluateAll((all) => all.map((one) => one.className))).toEqual([
      'ok',
      'ok',
      'no',
      'wait',
    ]);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    expect(await page.getByText('Was refused, alone or with the others.').count()).toBe(2);
    await page.locator('#f_secret_username:focus').waitFor();
    // The verdict leaves room for what is corrected.
    const [field, verdict] = await Promise.all(
      [page.getByLabel(/^Password/), page.locator('.dock')].map((one) => one.boundingBox()),
    );
    expect(verdict!.y).toBeGreaterThan(field!.y + field!.height);
    await page.getByLabel(/^Password/).fill('right-password');
    expect(await page.getByText('Was refused, alone or with the others.').count()).toBe(1);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByText('Signed in as ann').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();

    await page.getByRole('link', { name: 'finance' }).waitFor();
    const connection = await suite.cluster.get('finance');
    expect(connection.spec).toMatchObject({
      platform: 'webdav',
      method: 'basic',
      secretRef: { name: 'finance' },
      config: { url: server.url },
    });
  });

  it('leaves whoever types in a field there, however late the problems come', async () => {
    const page = await suite.open();
    await page.getByRole('link', { name: 'Add connection' }).last().click();
    await page.getByRole('searchbox', { name: 'Search platforms' }).fill('webdav');
    await page.getByRole('link', { name: /^WebDAV/ }).click();
    const late = Promise.withResolvers<void>();
    await page.route('**/drafts/problems', async (route) => {
      await late.promise;
      await route.continue();
    });
    const password = page.getByLabel(/^Password/);

    await page.getByRole('button', { name: 'Test connection' }).click();
    await password.focus();
    await page.keyboard.type('half of ');
    const answered = page.waitForResponse('**/drafts/problems');
    late.resolve();
    await answered;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    await page.keyboard.type('a password');

    expect(await password.inputValue()).toBe('half of a password');
    expect(await page.getByLabel(/^Address/).inputValue()).toBe('');
  });
});
