import { mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { apiVersion } from '../../../src/api/resources.ts';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const never = new AbortController().signal;

/** Name, platform, state, reason, account and days to the end of what is on the list. */
const shown = [
  ['imanage-work-emea-closed-matters-2019-2024-read-only-frankfurt-02', 'imanage', 'Failed', 'TokenNotRefreshable', ''],
  ['partner-acme', 'sftp', 'Failed', 'CredentialsRejected', ''],
  ['finance-archive', 'amazon-s3', 'Failed', 'PermissionDenied', 'svc-archive'],
  ['wiki', 'confluence-cloud', 'Retrying', 'RateLimited', 'Migration Bot'],
  ['design-drive', 'google-shared-drives', 'Pending', 'Pending', ''],
  ['finance-box', 'box', 'Connected', 'Verified', 'Finance Migration'],
  ['finance-sharepoint', 'sharepoint-online', 'Connected', 'Verified', 'Contoso App', 9],
  ['customer-files', 'salesforce', 'Connected', 'Verified', 'integration'],
  ['reports-landing', 'azure-blob', 'Connected', 'Verified', 'northwindreports', 58],
  ['home-directories', 'smb', 'Connected', 'Verified', 'svc-migration'],
  ['quality-docs', 'veeva-vault', 'Connected', 'Verified', 'Migration Service'],
  ['contracts', 'netdocuments', 'Connected', 'Verified', 'Kofi Mensah', 31],
] as const;

/** As a person's own is called. */
async function kubeconfig(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'pictures-')), 'kubeconfig');
  const own = parse(await readFile(process.env['TEST_KUBECONFIG'] ?? '', 'utf8')) as {
    contexts: { name: string }[];
    'current-context': string;
  };
  for (const context of own.contexts) context.name = 'prod-eu-1';
  await writeFile(file, stringify({ ...own, 'current-context': 'prod-eu-1' }));
  return file;
}

/** `PICTURES=docs/images npm test -- cluster/console/pictures` makes those of the README anew. */
describeInChromium('the pictures of the README', () => {
  const suite = consoleSuite(async () => ({ kubeconfig: await kubeconfig() }), 'migration');
  let server: RunningWebDavServer;
  let folder: string;

  beforeAll(async () => {
    server = await startWebDavServer({
      accounts: [{ username: 'svc-migration', password: 'right-password', write: true }],
    });
    folder = process.env['PICTURES'] ?? (await mkdtemp(join(tmpdir(), 'pictures-')));
    for (const one of shown) await connectionAs(one);
  });
  afterAll(() => server?.stop());

  async function connectionAs([name, platform, state, reason, account, days]: (typeof shown)[number]) {
    const { client, namespace, connection } = suite.cluster;
    await connection(name, { platform });
    const status = state === 'Connected' ? 'True' : state === 'Failed' ? 'False' : 'Unknown';
    const time = new Date(Date.now() - name.length * 60_000).toISOString();
    const until = days && { credentialExpiryTime: new Date(Date.now() + (days + 0.5) * 86_400_000).toISOString() };
    const connected = { type: 'Connected', status, reason, message: reason, lastTransitionTime: time };
    await client.mergePatch(
      `/apis/${apiVersion}/namespaces/${namespace}/connections/${name}/status`,
      { status: { state, account: { name: account }, lastTest: { time }, conditions: [connected], ...until } },
      { signal: never },
    );
  }

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
