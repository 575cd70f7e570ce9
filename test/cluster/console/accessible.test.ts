import { beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { faultsOf, forAxe } from '../../support/console/axe.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

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
    ['a form with all its settings', '/add/sftp', (page) => page.getByText('More settings').click()],
    ['health', '/health', (page) => page.getByText('checks passed').waitFor()],
    [
      'a new credential',
      'credential',
      (page) => page.getByRole('heading', { name: 'Replace the credential' }).waitFor(),
    ],
    ['a connection', '', (page) => page.getByRole('heading', { name: 'one' }).waitFor()],
    [
      'a way back',
      '/connections/nowhere/gone',
      (page) => page.getByRole('link', { name: 'All connections' }).waitFor(),
    ],
    ['a pair', 'pair', (page) => page.getByRole('heading', { name: 'No, this pair does not work' }).waitFor()],
    ['a sign-in to come', '/add/box', (page) => page.getByLabel('Before you start').waitFor()],
    ['the keys', '/', (page) => page.getByRole('button', { name: 'Keyboard shortcuts' }).last().click()],
  ];
  const cases = views.flatMap((view) => (['light', 'dark'] as const).map((scheme) => [scheme, ...view] as const));

  it.each([
    ['reduce', []],
    ['no-preference', ['spin']],
  ] as const)('moves nothing for whoever asked for that: %s', async (reducedMotion, moving) => {
    const page = await suite.open('/add/webdav', { reducedMotion });
    await page.getByLabel(/^Address/).waitFor();
    // The sign of a test that is under way, which is over too soon to be looked at.
    const endless = await page.evaluate<string[]>(`
      document.body.insertAdjacentHTML('beforeend', '<svg class="i spin"></svg>');
      document.getAnimations()
        .filter(({ effect }) => effect.getComputedTiming().iterations === Infinity)
        .map(({ animationName }) => animationName);
    `);

    expect(endless).toEqual(moving);
  });

  it.each(cases)(
    '%s: %s has no fault that axe finds',
    async (colorScheme, title, path, ready) => {
      const one = `${suite.cluster.namespace}/one`;
      const own: Record<string, string> = {
        '': `/connections/${one}`,
        credential: `/connections/${one}/credential`,
        pair: `/pair?source=${one}&destination=${one}`,
      };
      const address = own[path] ?? path;
      const page = await suite.open(address, { colorScheme, ...forAxe });
      await ready(page);
      if (title === 'a form with mistakes') await page.getByText('Enter a value.').first().waitFor();

      expect(await faultsOf(page)).toEqual([]);
    },
    90_000,
  );
});
