import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { personsKubeconfig, putShown } from '../../support/console/shown.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const widths = [1440, 1100, 720, 390, 320];
/** `SCREENS=folder` keeps a picture of each view, in both themes. */
const folder = process.env['SCREENS'];

/** Of the browser, where the function runs that uses it. */
declare const document: {
  documentElement: { scrollWidth: number; clientWidth: number };
  querySelectorAll(selector: string): Iterable<{ outerHTML: string; getBoundingClientRect(): { right: number } }>;
};

/** Elements that reach beyond the right edge of the page, where it can be scrolled sideways. */
function beyond(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const all = [...document.querySelectorAll('body *')];
    const wide = all.filter((one) => one.getBoundingClientRect().right > clientWidth + 1);
    return [`${scrollWidth - clientWidth} px too wide`, ...wide.map((one) => one.outerHTML.slice(0, 120))];
  });
}

/** As above, once an open menu has followed the button that it belongs to. */
async function settled(page: Page): Promise<string[]> {
  let wide = await beyond(page);
  for (let left = 50; left > 0 && wide.length > 0; left -= 1) {
    await page.waitForTimeout(100);
    wide = await beyond(page);
  }
  return wide;
}

describeInChromium('every view at every width', () => {
  const suite = consoleSuite(async () => ({ kubeconfig: await personsKubeconfig() }), 'screens');
  let server: RunningWebDavServer;

  beforeAll(async () => {
    server = await startWebDavServer({ accounts: [{ username: 'svc-migration', password: 'right-password' }] });
    await putShown(suite.cluster);
    if (folder !== undefined) await mkdir(folder, { recursive: true });
  });
  afterAll(() => server?.stop());

  async function entered(page: Page, password: string): Promise<void> {
    await page.getByLabel(/^Address/).fill(server.url);
    await page.getByLabel(/^User name/).fill('svc-migration');
    await page.getByLabel(/^Password/).fill(password);
    await page.getByRole('button', { name: 'Test connection' }).click();
  }
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).waitFor();

  const views: readonly [string, string, (page: Page) => Promise<unknown>][] = [
    ['01-list', '/', (page) => page.getByText('Microsoft 365 SharePoint').waitFor()],
    [
      '01-list-selected',
      '/',
      async (page) => {
        await page.getByLabel('Select wiki').check();
        await page.getByLabel('Select finance-box').check();
        await page.getByRole('button', { name: 'Actions for wiki' }).click();
        await page.getByRole('menuitem', { name: 'Test now' }).waitFor();
      },
    ],
    ['03-platforms', '/add', (page) => page.getByRole('link', { name: /^WebDAV/ }).waitFor()],
    [
      '04-form',
      '/add/sftp',
      async (page) => {
        await page.getByLabel(/^Host/).first().fill('sftp://files.acme.example:2222');
        await page.getByRole('button', { name: 'Test connection' }).click();
        await page.getByText(/to correct/).waitFor();
      },
    ],
    ['05-form-box', '/add/box', (page) => page.getByLabel('Before you start').waitFor()],
    [
      '07-connected',
      '/add/webdav',
      async (page) => (await entered(page, 'right-password'), heading(page, 'Connected')),
    ],
    ['08-failed', '/add/webdav', async (page) => (await entered(page, 'wrong-password'), heading(page, /^Failed/))],
    ['10-detail', '/connections/screens/finance-sharepoint', (page) => heading(page, 'finance-sharepoint')],
    ['10-detail-failed', '/connections/screens/partner-acme', (page) => heading(page, 'partner-acme')],
    [
      '11-pair',
      '/pair?source=screens/finance-sharepoint&destination=screens/finance-box',
      (page) => page.getByText('Job example').waitFor(),
    ],
    ['13-health', '/health', (page) => page.getByText('checks passed').waitFor()],
  ];

  it.each(views)(
    '%s is never wider than the page',
    async (name, path, ready) => {
      const page = await suite.open(path, { colorScheme: 'light', reducedMotion: 'reduce' });
      await ready(page);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await settled(page);
        if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
        expect([width, wide]).toEqual([width, []]);
      }
      if (folder === undefined) return;
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.screenshot({ path: join(folder, `${name}-dark.png`) });
    },
    60_000,
  );
});
