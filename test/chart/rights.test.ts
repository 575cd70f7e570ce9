import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountOf, installReleases, type Releases } from './support/releases.ts';
import { mayDo } from './support/rights.ts';

/** What the API server itself says that the chart's ServiceAccount may do. */
let releases: Releases;

beforeAll(async () => {
  releases = await installReleases();
}, 600_000);

afterAll(() => releases?.stop());

describe.each([
  {
    width: 'wide' as const,
    may: [
      'list connections -A',
      'patch connections -n other --subresource=status',
      'watch secrets -n team-b',
      'get configmaps -n other',
      'create events.events.k8s.io -n other',
      'create platforms',
      'get clusterroles.rbac.authorization.k8s.io/ops-wide-wide-connection-operator-platforms',
      'patch platforms --subresource=status',
      'create leases.coordination.k8s.io -n ops-wide',
      'patch leases.coordination.k8s.io/wide-connection-operator -n ops-wide',
      'watch leases.coordination.k8s.io/wide-connection-operator -n ops-wide',
      'get secrets/wide-connection-operator-attempts -n ops-wide',
      'patch secrets/wide-connection-operator-attempts -n ops-wide',
    ],
    mayNot: [
      'list secrets -A',
      'get secrets/files -n other',
      'get secrets/another -n ops-wide',
      'patch secrets/another -n ops-wide',
      'watch secrets/wide-connection-operator-attempts -n ops-wide',
      'delete secrets/wide-connection-operator-attempts -n ops-wide',
      'create secrets -n other',
      'delete secrets -n other',
      'patch secrets -n other',
      'update connections -n other',
      'delete connections -n other',
      'delete platforms',
      'get clusterroles.rbac.authorization.k8s.io/cluster-admin',
      'bind clusterroles.rbac.authorization.k8s.io/ops-wide-wide-connection-operator-platforms',
      'list pods -A',
      'get nodes',
      'create configmaps -n other',
      'create serviceaccounts/migration-bot --subresource=token -n other',
      'list serviceaccounts -A',
      'impersonate users',
      'patch leases.coordination.k8s.io/another -n ops-wide',
      'watch leases.coordination.k8s.io -n ops-wide',
      'create leases.coordination.k8s.io -n other',
    ],
  },
  {
    width: 'everywhere' as const,
    may: ['watch secrets -A', 'get secrets/files -n other'],
    mayNot: ['create secrets -n other', 'patch secrets -n other', 'create platforms'],
  },
  {
    width: 'listed' as const,
    may: [
      'list connections -n team-a',
      'watch secrets -n team-a',
      'patch connections -n team-a --subresource=status',
      'create events.events.k8s.io -n team-a',
    ],
    mayNot: [
      'list connections -A',
      'list secrets -A',
      'list secrets -n team-b',
      'get secrets/files -n other',
      'get secrets -n ops-listed',
      'list platforms',
      'create platforms',
      'create secrets -n team-a',
      'delete secrets -n team-a',
      'create events.events.k8s.io -n team-b',
      'create leases.coordination.k8s.io -n ops-listed',
    ],
  },
  {
    width: 'named' as const,
    may: [
      'get secrets/files -n team-b',
      'watch secrets/files -n team-b',
      'list connections -n team-b',
      'watch platforms',
    ],
    mayNot: [
      'list secrets -n team-b',
      'watch secrets -n team-b',
      'get secrets/another -n team-b',
      'get secrets/files -n team-a',
      'create platforms',
      'patch platforms',
    ],
  },
  {
    width: 'identity' as const,
    may: ['create serviceaccounts/bot --subresource=token -n team-a', 'watch serviceaccounts -A'],
    mayNot: [
      'create serviceaccounts/bot --subresource=token -n team-b',
      'create serviceaccounts/bot --subresource=token -n kube-system',
      'create serviceaccounts/default --subresource=token -n team-a',
      'create serviceaccounts/default --subresource=token -n kube-system',
      'create secrets -n team-a',
    ],
  },
])('the width $width', ({ width, may, mayNot }) => {
  it.each(may)('may %s', async (what) => {
    expect(await mayDo(releases.plane, accountOf(width), what)).toBe(true);
  });

  it.each(mayNot)('may not %s', async (what) => {
    expect(await mayDo(releases.plane, accountOf(width), what)).toBe(false);
  });
});
