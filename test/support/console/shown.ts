import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { apiVersion } from '../../../src/api/resources.ts';
import type { Cluster } from '../cluster/cluster.ts';

const never = new AbortController().signal;

/** Name, platform, state, reason, account and days to the end of what is on the list. */
const shown = [
  ['imanage-work-emea-closed-matters-2019-2024-read-only-frankfurt-02', 'imanage', 'Failed', 'TokenNotRefreshable', ''],
  ['partner-acme', 'sftp', 'Failed', 'CredentialsRejected', ''],
  ['finance-archive', 'amazon-s3', 'Failed', 'PermissionDenied', 'svc-archive'],
  ['wiki', 'confluence-cloud', 'Retrying', 'RateLimited', 'Migration Bot'],
  ['design-drive', 'google-shared-drives', 'Pending', 'Pending', ''],
  ['finance-box', 'box', 'Connected', 'Verified', 'Finance Migration'],
  ['finance-sharepoint', 'sharepoint-online', 'Connected', 'Verified', 'Contoso App', 9],
  ['customer-files', 'salesforce', 'Connected', 'Verified', 'integration'],
  ['reports-landing', 'azure-blob', 'Connected', 'Verified', 'northwindreports', 58],
  ['home-directories', 'smb', 'Connected', 'Verified', 'svc-migration'],
  ['quality-docs', 'veeva-vault', 'Connected', 'Verified', 'Migration Service'],
  ['contracts', 'netdocuments', 'Connected', 'Verified', 'Kofi Mensah', 31],
] as const;

/** Connections as an operator has left them, for pictures. */
export async function putShown(cluster: Cluster): Promise<void> {
  for (const one of shown) await connectionAs(one, cluster);
}

async function connectionAs([name, platform, state, reason, account, days]: (typeof shown)[number], cluster: Cluster) {
  const { client, namespace, connection } = cluster;
  await connection(name, { platform });
  const status = state === 'Connected' ? 'True' : state === 'Failed' ? 'False' : 'Unknown';
  const time = new Date(Date.now() - name.length * 60_000).toISOString();
  const until = days && { credentialExpiryTime: new Date(Date.now() + (days + 0.5) * 86_400_000).toISOString() };
  const connected = { type: 'Connected', status, reason, message: reason, lastTransitionTime: time };
  await client.mergePatch(
    `/apis/${apiVersion}/namespaces/${namespace}/connections/${name}/status`,
    { status: { state, account: { name: account }, lastTest: { time }, conditions: [connected], ...until } },
    { signal: never },
  );
}

/** As a person's own is called. */
export async function personsKubeconfig(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'pictures-')), 'kubeconfig');
  const own = parse(await readFile(process.env['TEST_KUBECONFIG'] ?? '', 'utf8')) as {
    contexts: { name: string }[];
    'current-context': string;
  };
  for (const context of own.contexts) context.name = 'prod-eu-1';
  await writeFile(file, stringify({ ...own, 'current-context': 'prod-eu-1' }));
  return file;
}
