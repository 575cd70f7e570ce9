import { expect, it } from '@jest/globals';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { upload, type Row } from './ftp/rows.ts';
import { ftpSuite } from './ftp/suite.ts';

const title = 'pyftpdlib 1.5';
const rows: Row[] = [
  {
    name: 'wrong path',
    standard: 'wrong path',
    server: 'explicit',
    requires: { path: '/home/svc/gone' },
    expect: { reason: 'TargetNotFound' },
  },
  {
    name: 'a file as path',
    server: 'explicit',
    requires: { path: '/home/svc/upload/theirs.csv' },
    expect: { outcome: 'failed' },
  },
  {
    name: 'a directory that may not be opened',
    server: 'explicit',
    requires: { path: '/home/svc/private' },
    expect: { reason: 'PermissionDenied', about: 'open /home/svc/private' },
  },
];

await describeWithContainers(title, () => {
  ftpSuite(
    title,
    { folder: 'pyftpdlib', process: 'python3', signIn: /USER '.*' (logged in|failed login)/ },
    rows,
    ({ verdictOn }) => {
      const proof = { path: upload, proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] } as const;

      // One in ten hung for as long as it may while its handshakes began before the server had answered.
      it('proof, forty times', async () => {
        const outcomes = new Set<string>();
        for (let time = 0; time < 40; time += 1)
          outcomes.add(
            (
              await verdictOn({
                name: 'again',
                server: 'explicit',
                requires: { ...proof, access: [...proof.access] },
                expect: {},
              })
            ).outcome,
          );

        expect([...outcomes]).toEqual(['connected']);
      }, 300_000);
    },
  );
});
