import { apiVersion } from '../../../src/api/resources.ts';
import { FakeApiServer, type FakeCall } from '../fake-api-server.ts';

export const nameOf = (index: number): string => `source-${String(index).padStart(4, '0')}`;

const platforms = ['webdav', 'sftp', 'sharepoint-online', 'box', 'google-drive'];

/** As the operator writes them: some fail, so that the order by need has something to do. */
function connectionAt(index: number): object {
  const failed = index % 7 === 0;
  const condition = {
    type: 'Connected',
    status: failed ? 'False' : 'True',
    reason: failed ? 'CredentialRejected' : 'Verified',
    message: failed ? 'The platform rejected the credential.' : 'The platform accepted the credential.',
    lastTransitionTime: '2026-01-01T00:00:00Z',
  };
  const metadata = { namespace: 'many', name: nameOf(index), uid: `uid-${index}`, resourceVersion: '1' };
  const status = {
    state: failed ? 'Failed' : 'Connected',
    account: { name: `svc-${index}@example.com` },
    lastTest: { time: new Date(Date.now() - index * 1000).toISOString() },
    conditions: [condition],
  };
  return { apiVersion, kind: 'Connection', metadata, spec: { platform: platforms[index % platforms.length] }, status };
}

/** Plays the API server of a cluster that has so many Connections, as making them in a real one takes minutes. */
export async function startManyConnections(count: number): Promise<FakeApiServer> {
  const api = await FakeApiServer.start();
  const items = Array.from({ length: count }, (_, index) => connectionAt(index));
  void (async () => {
    for (;;) answer(await api.next(), items);
  })();
  return api;
}

function answer(call: FakeCall, items: readonly object[]): void {
  const { pathname } = call.url;
  if (pathname.endsWith('/selfsubjectaccessreviews')) return call.json(201, { status: { allowed: true } });
  if (pathname.endsWith('/selfsubjectreviews')) return call.json(201, { status: { userInfo: { username: 'ann' } } });
  if (!pathname.endsWith('/connections')) return call.json(200, { metadata: { resourceVersion: '1' }, items: [] });
  if (call.query['watch'] !== undefined) return call.open();
  const from = Number(call.query['continue'] ?? 0);
  const to = from + Number(call.query['limit'] ?? items.length);
  const more = to < items.length ? { continue: String(to) } : {};
  return call.json(200, { metadata: { resourceVersion: '1', ...more }, items: items.slice(from, to) });
}
