import { once } from 'node:events';
import { connect } from 'node:net';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { password, upload, type Row } from './ftp/rows.ts';
import { ftpSuite } from './ftp/suite.ts';

const title = 'ProFTPD 1.3';
const rows: Row[] = [
  {
    name: 'a user whose home directory is gone, rejected like a wrong password',
    server: 'explicit',
    username: 'homeless',
    expect: { reason: 'CredentialsRejected' },
    // It ends the session before PASS is in its log.
    logins: 0,
  },
  {
    name: 'no such directory',
    standard: 'wrong path',
    server: 'explicit',
    requires: { path: '/home/svc/gone' },
    expect: { reason: 'TargetNotFound', about: 'the directory /home/svc/gone' },
  },
  {
    name: 'a directory of someone else',
    server: 'explicit',
    requires: { path: '/home/svc/private' },
    expect: { reason: 'PermissionDenied', about: 'open /home/svc/private' },
  },
  {
    name: 'looking tells the rights',
    server: 'explicit',
    requires: { path: upload, access: ['Read', 'Write', 'Delete'] },
    expect: { outcome: 'connected', access: { read: 'Granted', write: 'Granted', delete: 'Granted' } },
  },
  {
    name: 'looking tells that the directory may only be read',
    standard: 'no write permission',
    server: 'explicit',
    requires: { path: '/home/svc/published', access: ['Read', 'Write'] },
    expect: { reason: 'PermissionDenied', about: 'write', access: { read: 'Granted', write: 'Denied' } },
  },
];

await describeWithContainers(title, () => {
  ftpSuite(title, { folder: 'proftpd', process: 'proftpd', signIn: /^PASS / }, rows, ({ ftp, verdictOn }) => {
    it('waits for its turn where there are too many clients', async () => {
      const other = connect(ftp().port('full'), ftp().host);
      await once(other, 'data');
      other.write('USER svc\r\n');
      await once(other, 'data');
      other.write(`PASS ${password}\r\n`);
      await once(other, 'data');

      const verdict = await verdictOn({ name: 'full', server: 'full', expect: {} });

      other.destroy();
      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'RateLimited' });
      matrix(title, 'too many connections');
    });
  });
});
