import { it } from '@jest/globals';
import { apiVersion } from '../../../src/api/resources.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const { signal } = new AbortController();

describeInChromium('the side bar', () => {
  const suite = consoleSuite();

  it('says that no operator was seen, until one has reported', async () => {
    const page = await suite.open();
    await page.getByText('Operator not seen').waitFor();
    await page.getByText('may edit here').waitFor();

    const { client, namespace, connection } = suite.cluster;
    await connection('one', { platform: 'webdav', config: { url: 'https://dav.example.com/' } });
    const report = (time: number, next: number) =>
      client.mergePatch(
        `/apis/${apiVersion}/namespaces/${namespace}/connections/one/status`,
        {
          status: {
            state: 'Pending',
            lastTest: { time: new Date(time).toISOString() },
            nextTestTime: new Date(next).toISOString(),
          },
        },
        { signal },
      );
    const now = Date.now();
    await report(now - 4000, now + 60_000);
    await page.reload();
    await page.getByText('No test is overdue').waitFor();
    await page.getByText(/^last report \d+ s ago$/).waitFor();
    await report(now - 4 * 3_600_000, now - 3 * 3_600_000);
    await page.reload();
    await page.getByRole('link', { name: '1 test is overdue' }).click();
    await page.getByRole('heading', { name: 'Health' }).waitFor();
  }, 60_000);
});
