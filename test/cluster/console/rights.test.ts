import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { parse, stringify } from 'yaml';
import { startWebDavServer, type RunningWebDavServer } from '../../../dev/servers/webdav-server.ts';
import type { Cluster } from '../../support/cluster/cluster.ts';
import { consoleSuite, describeInChromium } from '../../support/console/suite.ts';

const { signal } = new AbortController();
const rbac = '/apis/rbac.authorization.k8s.io/v1';
let server: RunningWebDavServer;

beforeAll(async () => {
  server = await startWebDavServer({ accounts: [{ username: 'ann', password: 'right-password' }] });
});
afterAll(() => server?.stop());

describeInChromium('a namespace that is kept in Git', () => {
  const suite = consoleSuite();

  beforeAll(async () => {
    const labels = { 'kustomize.toolkit.fluxcd.io/name': 'apps' };
    const { client, namespace } = suite.cluster;
    await client.mergePatch(`/api/v1/namespaces/${namespace}`, { metadata: { labels } }, { signal });
  });

  it('has its YAML saved, and is written to only by whoever insists', async () => {
    const page = await suite.open('/add/webdav');
    await connected(page);

    await page.getByText('Flux keeps this namespace in Git: save the YAML and commit it.').waitFor();
    expect(await page.locator('.dock .btn.primary').textContent()).toBe('Save as YAML');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.dock').getByRole('button', { name: 'Save as YAML' }).click(),
    ]);
    expect(await readFile(await download.path(), 'utf8')).toMatch(/password: right-password\n.*kind: Connection/s);
    await expect(suite.cluster.get('webdav')).rejects.toMatchObject({ code: 404 });
    await page.getByRole('button', { name: 'Create it all the same' }).click();
    await page.getByRole('link', { name: 'webdav' }).waitFor();
  }, 90_000);
});

describeInChromium('a person who may only look', () => {
  const suite = consoleSuite(async () => ({ kubeconfig: await viewerOf(suite.cluster) }));

  it('is told so, and leaves with the YAML', async () => {
    const { cluster } = suite;
    await cluster.connection('there', { platform: 'webdav', config: { url: server.url } });
    const page = await suite.open(`/connections/${cluster.namespace}/there`);
    await page.getByText(`Read only: you may not change Connections in ${cluster.namespace}.`).waitFor();
    for (const name of ['Test now', 'Suspend', 'Replace credential', 'Delete'])
      expect(await page.getByRole('button', { name }).or(page.getByRole('link', { name })).count()).toBe(0);

    await page.getByRole('link', { name: 'Add connection' }).click();
    await page.getByRole('link', { name: /^WebDAV/ }).click();
    await connected(page);
    await page.getByText('You may not create Connections and Secrets in this namespace.').waitFor();
    expect(await page.getByRole('button', { name: 'Done', exact: true }).count()).toBe(0);
    await page.locator('.dock').getByRole('button', { name: 'Save as YAML' }).waitFor();
  }, 90_000);
});

async function connected(page: Page): Promise<void> {
  await page.getByLabel(/^Address/).fill(server.url);
  await page.getByLabel(/^User name/).fill('ann');
  await page.getByLabel(/^Password/).fill('right-password');
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
}

/** The kubeconfig of a ServiceAccount that may read Connections and Platforms, and nothing else. */
async function viewerOf({ client, namespace }: Cluster): Promise<string> {
  const name = `viewer-${namespace}`;
  const verbs = ['get', 'list', 'watch'];
  const rules = [{ apiGroups: ['connection-operator.dev'], resources: ['connections', 'platforms'], verbs }];
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await client.create(accounts, { metadata: { name } }, { signal });
  await client.create(`${rbac}/clusterroles`, { metadata: { name }, rules }, { signal });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name };
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  await client.create(`${rbac}/clusterrolebindings`, { metadata: { name }, roleRef, subjects }, { signal });
  const asked = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const { status } = await client.create<{ status: { token: string } }>(`${accounts}/${name}/token`, asked, { signal });
  const admin = parse(await readFile(process.env['TEST_KUBECONFIG'] ?? '', 'utf8')) as { users: { name: string }[] };
  const users = admin.users.map((user) => ({ name: user.name, user: { token: status.token } }));
  const file = join(await mkdtemp(join(tmpdir(), 'viewer-')), 'kubeconfig');
  await writeFile(file, stringify({ ...admin, users }));
  return file;
}
