import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { startHelm, type Helm } from './support/helm.ts';

/** What Argo CD's notifications say of a Degraded Connection: its templates are Go's with sprig, as Helm's are. */
const page = 'examples/gitops/argo-cd/notifications.yaml';
const reason = 'CredentialsRejected: The server rejected the credential.';
let helm: Helm;
let folder: string;

beforeAll(async () => {
  helm = await startHelm();
  folder = await mkdtemp(join(tmpdir(), 'notifications-'));
}, 600_000);

afterAll(async () => {
  await helm?.end();
  await rm(folder, { recursive: true, force: true });
});

it('have our message of each Degraded Connection, and of nothing else', async () => {
  const { data } = parse(await readFile(page, 'utf8')) as { data: Record<string, string> };
  const { message } = parse(data['template.connection-degraded'] ?? '') as { message: string };
  await mkdir(join(folder, 'templates'));
  await writeFile(join(folder, 'Chart.yaml'), 'apiVersion: v2\nname: told\nversion: 0.0.0\n');
  await writeFile(join(folder, 'message.tpl'), message);
  const program = '{{ tpl (.Files.Get "message.tpl") (dict "app" .Values.app "Template" .Template) | toJson }}';
  await writeFile(join(folder, 'templates', 'told.yaml'), `told: ${program}\n`);
  const resource = { kind: 'Connection', namespace: 'team-a' };
  const resources = [
    { ...resource, name: 'finance-dav', health: { status: 'Degraded', message: reason } },
    { ...resource, name: 'well', health: { status: 'Healthy', message: 'connected' } },
    { ...resource, name: 'unknown' },
    { ...resource, kind: 'Deployment', name: 'web', health: { status: 'Degraded', message: 'no image' } },
  ];
  await writeFile(join(folder, 'values.yaml'), JSON.stringify({ app: { status: { resources } } }));

  const { told } = parse(await helm.ok('template', 'told', folder)) as { told: string };

  expect(told.trim()).toBe(`Connection team-a/finance-dav: ${reason}`);
});
