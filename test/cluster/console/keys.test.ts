import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const longName = 'finance-archive-of-all-closed-matters-since-2019-read-only-frankfurt-02';

describeInChromium('by keys alone', () => {
  const suite = consoleSuite();
  let server: RunningWebDavServer;

  beforeAll(async () => {
    server = await startWebDavServer({ accounts: [{ username: 'ann', password: 'right-password' }] });
  });
  afterAll(() => server?.stop());

  /** Presses Tab until the element that has the focus is called so. */
  async function tabTo(page: Page, name: RegExp): Promise<void> {
    for (let presses = 0; presses < 60; presses++) {
      await page.keyboard.press('Tab');
      const focused = page.locator(':focus');
      const label = await focused.evaluate(
        (element: { labels?: { textContent: string }[]; textContent: string }) =>
          [...(element.labels ?? [])].map(({ textContent }) => textContent).join() || element.textContent,
      );
      if (name.test(label)) return;
    }
    throw new Error(`Tab never comes to ${name}`);
  }

  it('adds a connection with a long name, which is cut but whole for whoever asks, and tests it by T', async () => {
    const page = await suite.open();
    await page.getByRole('heading', { name: 'No connections yet' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('link', { name: /^WebDAV/ }).waitFor();
    await page.keyboard.type('webdav');
    await page.keyboard.press('Enter');
    await page.getByLabel(/^Address/).waitFor();
    await tabTo(page, /^Name/);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(longName);
    await tabTo(page, /^Address/);
    await page.keyboard.type(server.url);
    await tabTo(page, /^User name/);
    await page.keyboard.type('ann');
    await tabTo(page, /^Password/);
    await page.keyboard.type('right-password');
    await page.keyboard.press('ControlOrMeta+Enter');
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await tabTo(page, /^Done/);
    await page.keyboard.press('Enter');

    const link = page.getByRole('link', { name: longName });
    await link.waitFor();
    await page.locator(`tr[data-key$="${longName}"] a:focus`).waitFor();
    await page.getByRole('tooltip').getByText(longName).waitFor();
    await page.keyboard.press('t');
    await page.getByText(`Asked the operator to test ${longName}`).waitFor();
    const { metadata } = await suite.cluster.get(longName);
    expect(metadata.annotations?.['connection-operator.dev/test-requested-at']).toBeDefined();
  }, 90_000);
});
