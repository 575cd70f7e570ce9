import { mkdtemp, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { personsKubeconfig, putShown } from '../../support/console/shown.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

/** `PICTURES=docs/images npm test -- cluster/console/pictures` makes those of the README anew. */
describeInChromium('the pictures of the README', () => {
  const suite = consoleSuite(async () => ({ kubeconfig: await personsKubeconfig() }), 'migration');
  let server: RunningWebDavServer;
  let folder: string;

  beforeAll(async () => {
    server = await startWebDavServer({
      accounts: [{ username: 'svc-migration', password: 'right-password', write: true }],
    });
    folder = process.env['PICTURES'] ?? (await mkdtemp(join(tmpdir(), 'pictures-')));
    await putShown(suite.cluster);
  });
  afterAll(() => server?.stop());

  it('show the list, a form with a mistake, and a connection that works', async () => {
    const page = await suite.open('/', { colorScheme: 'light', viewport: { width: 1280, height: 800 } });
    const picture = (name: string) => page.screenshot({ path: join(folder, `${name}.png`) });
    await page.getByRole('link', { name: 'wiki' }).waitFor();
    await page.getByText('Microsoft 365 SharePoint').waitFor();
    // A row that has just changed is tinted for 1.2 s.
    await page.locator('tr.is-new').first().waitFor({ state: 'detached' });
    await picture('console-list');

    await page.keyboard.press('n');
    await page.getByRole('link', { name: /^WebDAV/ }).click();
    await page.getByLabel(/^Address/).fill('dav.example.com/files');
    await page.getByLabel(/^User name/).fill('svc-migration');
    await page.getByLabel(/^Password/).fill('right-password');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('1 field to correct').waitFor();
    await picture('console-form');

    await page.getByLabel(/^Address/).fill(server.url);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await picture('console-connected');

    const readme = await readFile('README.md', 'utf8');
    for (const name of ['console-list', 'console-form', 'console-connected']) {
      expect((await stat(join(folder, `${name}.png`))).size).toBeGreaterThan(10_000);
      expect(readme).toContain(`docs/images/${name}.png`);
      await stat(`docs/images/${name}.png`);
    }
  }, 90_000);
});
