import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import type { Row } from './ftp/rows.ts';
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
    () => {},
  );
});
