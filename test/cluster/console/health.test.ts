import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

describeInChromium('the health of cluster and operator', () => {
  const suite = consoleSuite();
  let server: Server;

  beforeAll(async () => {
    server = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  });
  afterAll(() => void server?.close());

  it('says what connection doctor says, of the namespace and of a host', async () => {
    const page = await suite.open();
    await page.getByRole('link', { name: 'Health' }).click();
    await page.getByText(/^Warning: The rights of the operator were not checked/).waitFor();
    await page.getByText(/^Good: The API server responds \(Kubernetes v/).waitFor();
    await page.getByText(`There are no Connections in ${suite.cluster.namespace}`).waitFor();
    await page.getByRole('heading', { name: 'It works, with warnings' }).waitFor();

    const old = { platform: 'webdav', config: { url: 'https://dav.example.com/' } };
    await suite.cluster.connection('one', old);
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText(`The Connections of ${suite.cluster.namespace} (1) are tested in time`).waitFor();

    const { port } = server.address() as AddressInfo;
    await page.getByLabel('Host, or host:port').fill(`127.0.0.1:${port}`);
    await page.keyboard.press('Enter');
    await page.getByText('Warning: 127.0.0.1 is reached, but the operator refuses 127.0.0.1 by default').waitFor();
    await page.getByLabel('Host, or host:port').fill('no such host');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Enter a host name').waitFor();
    expect(new URL(page.url()).pathname).toBe('/health');
  }, 60_000);
});
