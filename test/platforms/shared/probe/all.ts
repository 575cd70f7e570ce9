import { box } from '../../box/probe.ts';
import { dropbox } from '../../dropbox/probe.ts';
import { googleCloudStorage } from '../../google-cloud-storage/probe.ts';
import { googleDrive } from '../../google-drive/probe.ts';
import { planConnection, registry, testConnection, type Verdict } from '../../../../src/connectors/index.ts';
import { startFakePlatform, type FakeReply } from '../../../support/fake-platform.ts';
import { secretBytes, testContext } from '../../../support/test-context.ts';
import { FakeDisk } from './disk.ts';
import type { ProbeFake } from './fake.ts';
import { onedriveBusiness, onedrivePersonal, sharepointOnline } from './graph.ts';
import { sharepointServer } from './sharepoint-server.ts';

/** Platforms whose data says how a probe is made, each with a disk. */
export const fakes = [
  box,
  dropbox,
  googleCloudStorage,
  googleDrive,
  onedriveBusiness,
  onedrivePersonal,
  sharepointOnline,
  sharepointServer,
];

export interface Wanted {
  leftOver?: string;
  answers?: Readonly<Record<string, FakeReply>>;
  proof?: 'Look' | 'Probe';
  /** Makes the disk one that does not do what it says. */
  spoil?: (disk: FakeDisk) => void;
}

export async function prove(fake: ProbeFake, { leftOver, answers = {}, proof = 'Probe', spoil }: Wanted = {}) {
  const disk = new FakeDisk(leftOver, answers);
  spoil?.(disk);
  const up = await startFakePlatform({ routes: fake.routes(disk) });
  try {
    const planned = planConnection({
      platform: registry.get(fake.platform)!,
      method: fake.method,
      config: fake.config,
      secret: secretBytes(fake.secret),
      requires: { proof, path: fake.path, access: ['Write', 'Update', 'Delete'] },
      uid: '7d5e9f3a',
      now: testContext().now(),
    });
    if ('verdict' in planned) return { verdict: planned.verdict as Verdict, disk, violations: up.violations };
    const verdict = await testConnection(planned.plan, testContext({ ...up.context, timeoutMs: 60_000 }));
    return { verdict, disk, violations: up.violations };
  } finally {
    await up.stop();
  }
}
