import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startSftpServer, type SftpServer } from '../../../dev/servers/sftp-server.ts';
import { newEd25519 } from '../../../dev/ssh-keys.ts';
import { drop } from '../../support/console/drop.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const never = new AbortController().signal;

describeInChromium('a key that is a file', () => {
  const suite = consoleSuite();
  const [right, other] = [newEd25519(), newEd25519()];
  let server: SftpServer;

  beforeAll(async () => {
    server = await startSftpServer({ username: 'ann', publicKey: right.public });
  });
  afterAll(() => server?.stop());

  it('is dropped in, its server is compared, and the next one takes its place in the Secret alone', async () => {
    const page = await suite.open('/add/sftp');
    await page.getByLabel('Name', { exact: true }).fill('files');
    await page.getByText('Private key', { exact: true }).click();
    await page.getByLabel(/^Host(?! key)/).fill(server.host);
    expect(await page.getByLabel(/^Port/).isVisible()).toBe(false);
    await page.getByText('More settings').click();
    await page.getByLabel(/^Port/).fill(String(server.port));
    await page.getByLabel(/^User name/).fill('ann');
    await page.getByLabel('Read', { exact: true }).check();
    await page.getByLabel(/^Where/).fill('/');
    await drop(page, 'id_ed25519', right.private);
    await page.getByText(`Read id_ed25519, ${right.private.length} bytes`).waitFor();
    expect(await page.getByLabel('Manifest as YAML').textContent()).not.toContain('PRIVATE KEY');

    await test(page, 'Failed');
    const trust = page.getByRole('button', { name: 'Trust this key and test again' });
    expect(await trust.isDisabled()).toBe(true);
    expect(server.logins()).toEqual([]);
    expect(server.fingerprints).toContain(await page.locator('.hostkey code').first().textContent());
    await page.getByLabel('I compared it').check();
    await trust.click();
    // Nobody has to look for what comes next.
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await page.getByRole('heading', { name: 'In / this account' }).waitFor();
    expect(await page.locator('.rights li').first().textContent()).toBe('can readneeded');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('link', { name: 'files' }).click();

    await page.getByRole('link', { name: 'Replace credential' }).click();
    await page.getByRole('heading', { name: 'Replace the credential of files' }).waitFor();
    await page.getByLabel(/^User name/).fill('ann');
    await drop(page, 'other', other.private);
    await test(page, 'Failed');
    expect(await keyIn('files')).toBe(right.private);
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await drop(page, 'again', `${right.private}\n`);
    await test(page, 'Connected');
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByText('Replaced the credential of files').waitFor();
    expect((await keyIn('files')).trimEnd()).toBe(right.private.trimEnd());
  }, 90_000);

  it('is suspended, resumed, and deleted with its Secret, as the person says', async () => {
    const { cluster } = suite;
    await cluster.secret('old', { username: 'ann', password: 'x' });
    await cluster.connection('old', { platform: 'sftp', secretRef: { name: 'old' }, config: { host: server.host } });
    const page = await suite.open(`/connections/${cluster.namespace}/old`);
    await page.getByRole('button', { name: 'Suspend' }).click();
    await cluster.until('old', ({ spec }) => spec.suspend === true);
    await page.getByRole('button', { name: 'Resume' }).click();
    await cluster.until('old', ({ spec }) => spec.suspend !== true);

    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No Pod or Job').last().waitFor();
    await page.getByLabel('Delete its Secret as well').check();
    await page.getByRole('button', { name: 'Delete connection' }).click();
    await page.getByText('Deleted old').waitFor();
    await expect(cluster.get('old')).rejects.toMatchObject({ code: 404 });
    await expect(keyIn('old')).rejects.toMatchObject({ code: 404 });
  });

  async function test(page: Page, outcome: 'Connected' | 'Failed'): Promise<void> {
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByRole('heading', { name: outcome }).waitFor();
  }

  async function keyIn(name: string): Promise<string> {
    const { client, namespace } = suite.cluster;
    const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
    const { data } = await client.get<{ data: Record<string, string> }>(path, { signal: never });
    return Buffer.from(data['privateKey'] ?? '', 'base64').toString();
  }
});
