import { beforeAll, expect, it } from '@jest/globals';
import { apiVersion } from '../../../src/api/resources.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const never = new AbortController().signal;

describeInChromium('source and destination', () => {
  const suite = consoleSuite();

  beforeAll(async () => {
    await connected('archive', { read: 'Granted', write: 'Denied' });
    await connected('target', { read: 'Granted', write: 'Granted' });
  });

  async function connected(name: string, access: Record<string, string>): Promise<void> {
    const { client, namespace, connection } = suite.cluster;
    await connection(name, { platform: 'webdav', config: { url: `https://${name}.example.com/` } });
    const time = new Date().toISOString();
    const verified = { type: 'Connected', status: 'True', reason: 'Verified', message: '', lastTransitionTime: time };
    await client.mergePatch(
      `/apis/${apiVersion}/namespaces/${namespace}/connections/${name}/status`,
      { status: { state: 'Connected', account: { name: 'ann' }, access, lastTest: { time }, conditions: [verified] } },
      { signal: never },
    );
  }

  it('says whether the pair works, keeps it in the address, and shows the job as YAML', async () => {
    const page = await suite.open();
    const { namespace } = suite.cluster;
    await page.getByRole('link', { name: 'Check a pair' }).first().click();
    await page.getByLabel('Source').selectOption(`${namespace}/archive`);
    await page.getByLabel('Destination').selectOption(`${namespace}/target`);
    await page.getByRole('heading', { name: 'Yes, this pair works' }).waitFor();
    const job = await page.getByLabel('Job example as YAML').textContent();
    expect(job).toContain('connection/archive');
    expect(job).toContain('--for=condition=Connected');
    await page.getByText(`connection export archive target -n ${namespace} --to rclone`).waitFor();

    await page.getByRole('button', { name: 'Swap' }).click();
    await page.getByRole('heading', { name: 'No, this pair does not work' }).waitFor();
    await page.getByText('The destination cannot be written').waitFor();
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('source'), searchParams.get('destination')]).toEqual([
      `${namespace}/target`,
      `${namespace}/archive`,
    ]);
    await page.reload();
    await page.getByRole('heading', { name: 'No, this pair does not work' }).waitFor();
  });
});
