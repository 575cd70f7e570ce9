import { beforeAll, expect, it } from '@jest/globals';
import { faultsOf, forAxe } from '../../support/console/axe.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const { signal } = new AbortController();
const asked = 'connection-operator.dev/test-requested-at';

describeInChromium('rows of the list', () => {
  const suite = consoleSuite();

  beforeAll(async () => {
    for (const name of ['alpha', 'beta', 'gamma']) {
      await suite.cluster.secret(name, { username: 'ann', password: 'secret' });
      const config = { url: 'https://dav.example.com/' };
      await suite.cluster.connection(name, { platform: 'webdav', secretRef: { name }, config });
    }
    const { client, namespace } = suite.cluster;
    const container = { name: 'copy', image: 'copy', envFrom: [{ secretRef: { name: 'gamma' } }] };
    await client.create(
      `/apis/batch/v1/namespaces/${namespace}/jobs`,
      {
        metadata: { name: 'nightly-copy' },
        spec: { template: { spec: { restartPolicy: 'Never', containers: [container] } } },
      },
      { signal },
    );
  });

  it('have a menu that is worked by keys, and gives the focus back', async () => {
    const page = await suite.open();
    await page.getByRole('link', { name: 'alpha' }).focus();
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Actions for alpha' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Test now' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Actions for alpha' }).and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Suspend' }).click();
    await page.getByText('Suspended alpha').waitFor();
    expect((await suite.cluster.get('alpha')).spec.suspend).toBe(true);

    await page.getByRole('button', { name: 'Actions for beta' }).click();
    await page.getByRole('menuitem', { name: 'Test now' }).click();
    await page.getByText('Asked the operator to test beta').waitFor();
    expect((await suite.cluster.get('beta')).metadata.annotations?.[asked]).toBeDefined();
  }, 60_000);

  it('are selected by X and by their boxes, and tested and suspended together', async () => {
    const page = await suite.open();
    await page.getByRole('link', { name: 'beta' }).focus();
    await page.keyboard.press('x');
    await page.getByLabel('Select gamma').check();
    await page.getByRole('status').getByText('2 selected').waitFor();
    const bar = page.getByRole('region', { name: 'Selected connections' });
    await bar.getByRole('button', { name: 'Suspend' }).click();
    await page.getByText('Suspended 2 connections').waitFor();
    const suspended = await Promise.all(['beta', 'gamma'].map((name) => suite.cluster.get(name)));
    expect(suspended.map(({ spec }) => spec.suspend)).toEqual([true, true]);

    await page.getByRole('searchbox', { name: 'Search connections' }).fill('gamma');
    await page.getByRole('status').getByText('1 selected').waitFor();
    await page.getByRole('searchbox', { name: 'Search connections' }).fill('');
    await page.getByLabel('Select all 3').click();
    await page.getByRole('status').getByText('3 selected').waitFor();
    await page.getByRole('link', { name: 'beta' }).focus();
    await page.keyboard.press('Escape');
    await bar.waitFor({ state: 'detached' });
  }, 60_000);

  it.each(['light', 'dark'] as const)(
    'have no fault that axe finds with a selection and a menu: %s',
    async (colorScheme) => {
      const page = await suite.open('/', { colorScheme, ...forAxe });
      await page.getByLabel('Select beta').check();
      await page.getByRole('button', { name: 'Actions for alpha' }).click();
      await page.getByRole('menuitem', { name: 'Open' }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('dialog').getByText('No Pod or Job').waitFor();
      expect(await faultsOf(page)).toEqual([]);
    },
    60_000,
  );

  it('are deleted after it was said what uses them, and their Secrets if that is wanted', async () => {
    const page = await suite.open();
    await page.getByLabel('Select beta').check();
    await page.getByLabel('Select gamma').check();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete 2 connections?' });
    await dialog.getByText('Used by Job nightly-copy, which may fail without it.').waitFor();
    await dialog.getByLabel('Delete their Secrets as well').check();
    await dialog.getByRole('button', { name: 'Delete 2 connections' }).click();
    await page.getByText('Deleted 2 connections').waitFor();
    await page.getByRole('link', { name: 'gamma' }).waitFor({ state: 'detached' });
    const { client, namespace } = suite.cluster;
    const { items } = await client.list(`/api/v1/namespaces/${namespace}/secrets`, { signal });
    expect(items.map(({ metadata }) => metadata.name)).toEqual(['alpha']);
  }, 60_000);

  it('leave a way back where one is not there any more', async () => {
    const page = await suite.open(`/connections/${suite.cluster.namespace}/gone`);
    await page.getByRole('alert').getByText('There is no Connection gone').waitFor();
    await page.getByRole('link', { name: 'All connections' }).click();
    await page.getByRole('link', { name: 'alpha' }).waitFor();
  });
});

describeInChromium('all namespaces', () => {
  const suite = consoleSuite(async () => ({ everywhere: true }));

  beforeAll(async () => {
    await suite.cluster.connection('here', { platform: 'webdav', config: { url: 'https://dav.example.com/' } });
  });

  it.each(['light', 'dark'] as const)(
    'are chosen from in the side bar: %s',
    async (colorScheme) => {
      const { namespace } = suite.cluster;
      const page = await suite.open('/health', { colorScheme, ...forAxe });
      await page.getByText(/^may edit in all \d+ namespaces$/).waitFor();
      await page.getByRole('button', { name: /^Cluster / }).click();
      await page.getByRole('menuitem', { name: namespace }).waitFor();
      expect(await faultsOf(page)).toEqual([]);
      await page.getByRole('menuitem', { name: namespace }).click();
      await page.getByRole('link', { name: 'here' }).waitFor();
      expect(await page.getByLabel('Namespace').inputValue()).toBe(namespace);
      expect(await page.locator('tr[data-key]').count()).toBe(1);
    },
    60_000,
  );
});
