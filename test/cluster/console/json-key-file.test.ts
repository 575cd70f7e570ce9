import { afterAll, expect, it } from '@jest/globals';
import { systemClock } from '../../../src/runtime/index.ts';
import { storageRoutes } from '../../platforms/google-cloud-storage/fake.ts';
import { assertionToken, foreignKey } from '../../platforms/shared/google/fake.ts';
import { keyFile } from '../../platforms/shared/google/key-file.ts';
import { drop } from '../../support/console/drop.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';
import { startFakePlatform, type FakePlatform } from '../../support/fake-platform.ts';
import { testNow } from '../../support/test-context.ts';

const never = new AbortController().signal;
const ofClient = JSON.stringify({ installed: { client_id: 'x', client_secret: 'canary-of-client' } });
const right = keyFile().serviceAccountJson;

describeInChromium('a key file in JSON', () => {
  let google: FakePlatform;
  const suite = consoleSuite(async () => {
    google = await startFakePlatform({ routes: { token: assertionToken({ scope: /devstorage/ }), ...storageRoutes } });
    return { clock: { ...systemClock, now: () => testNow }, reach: google.context };
  });
  afterAll(() => google?.stop());

  it('is dropped in; what is wrong with it is said beside it; the right one is Connected and on the list', async () => {
    const page = await suite.open();
    await page.getByRole('link', { name: 'Add connection' }).last().click();
    await page.getByRole('searchbox', { name: 'Search platforms' }).fill('gcs');
    await page.getByRole('link', { name: /^Google Cloud Storage/ }).click();
    await page.getByLabel('Name', { exact: true }).fill('archive');
    await page.getByLabel(/^Bucket/).fill('archive');
    const file = page.getByLabel(/^Key file/);
    const test = page.getByRole('button', { name: 'Test connection' });
    await page.getByLabel(/^Private key/).waitFor();

    await drop(page, 'client_secret_1234.json', ofClient);
    await page.getByText(`Read client_secret_1234.json, ${ofClient.length} bytes`).waitFor();
    await page.getByLabel(/^Private key/).waitFor({ state: 'detached' });
    await test.click();
    await page.locator('.drop').first().getByText('Has no client_email and no private_key in it.').waitFor();
    expect(await file.getAttribute('aria-invalid')).toBe('true');

    await drop(page, 'half.json', right.slice(0, right.length / 2));
    await test.click();
    await page.locator('.drop').first().getByText('Is cut off: its end is missing.').waitFor();
    expect(google.urls).toEqual([]);

    await drop(page, 'of-another-project.json', keyFile({ private_key: foreignKey }).serviceAccountJson);
    await test.click();
    await page.getByRole('heading', { name: 'Failed' }).waitFor();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();

    await drop(page, 'project-1.json', right);
    expect(await page.getByLabel('Manifest as YAML').textContent()).not.toMatch(/PRIVATE KEY|canary/);
    await test.click();
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByText('Signed in as svc@project.iam.gserviceaccount.com').waitFor();
    await page.getByRole('button', { name: 'Done' }).click();

    await page.getByRole('link', { name: 'archive' }).waitFor();
    expect(google.violations).toEqual([]);
    const { client, namespace } = suite.cluster;
    const path = `/api/v1/namespaces/${namespace}/secrets/archive`;
    const { data } = await client.get<{ data: Record<string, string> }>(path, { signal: never });
    expect(Buffer.from(data['serviceAccountJson'] ?? '', 'base64').toString()).toBe(right);
    expect((await suite.cluster.get('archive')).spec).toMatchObject({
      platform: 'google-cloud-storage',
      method: 'service-account',
      config: { bucket: 'archive' },
    });
  }, 90_000);
});
