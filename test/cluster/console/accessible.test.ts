import { createRequire } from 'node:module';
import { beforeAll, expect, it } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare const axe: { run(options: object): Promise<AxeResults> };

/** What axe finds wrong with the page as it is, as text. */
async function faultsOf(page: Page): Promise<string[]> {
  const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const { violations } = await page.evaluate((options) => axe.run(options), rules);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  );
}

describeInChromium('every view, in both themes', () => {
  const suite = consoleSuite();

  beforeAll(async () => {
    await suite.cluster.secret('one', { username: 'ann', password: 'secret' });
    const config = { url: 'https://dav.example.com/' };
    await suite.cluster.connection('one', { platform: 'webdav', secretRef: { name: 'one' }, config });
  });

  const views: readonly [string, string, (page: Page) => Promise<unknown>][] = [
    ['the list', '/', (page) => page.getByRole('link', { name: 'one' }).waitFor()],
    ['the platforms', '/add', (page) => page.getByRole('link', { name: /^WebDAV/ }).waitFor()],
    ['a form', '/add/webdav', (page) => page.getByLabel(/^Address/).waitFor()],
    ['a form with mistakes', '/add/sftp', (page) => page.getByRole('button', { name: 'Test connection' }).click()],
    ['a form with a file', '/add/google-drive', (page) => page.getByText('What the job needs').waitFor()],
    ['a connection', '', (page) => page.getByRole('heading', { name: 'one' }).waitFor()],
    ['a pair', 'pair', (page) => page.getByRole('heading', { name: 'No, this pair does not work' }).waitFor()],
    ['a sign-in to come', '/add/box', (page) => page.getByLabel('Before you start').waitFor()],
    ['the keys', '/', (page) => page.getByRole('button', { name: 'Keyboard shortcuts' }).last().click()],
  ];
  const cases = views.flatMap((view) => (['light', 'dark'] as const).map((scheme) => [scheme, ...view] as const));

  it.each(cases)('%s: %s has no fault that axe finds', async (colorScheme, title, path, ready) => {
    const one = `${suite.cluster.namespace}/one`;
    const address = path === 'pair' ? `/pair?source=${one}&destination=${one}` : path || `/connections/${one}`;
    const page = await suite.open(address, {
      colorScheme,
      bypassCSP: true,
      reducedMotion: 'reduce',
    });
    await ready(page);
    if (title === 'a form with mistakes') await page.getByText('Enter a value.').first().waitFor();
    await page.addScriptTag({ path: axePath });

    expect(await faultsOf(page)).toEqual([]);
  });
});
