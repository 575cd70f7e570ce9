import { once } from 'node:events';
import { connect } from 'node:net';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import type { Row } from './ftp/rows.ts';
import { ftpSuite } from './ftp/suite.ts';

const title = 'vsftpd 3.0';
const rows: Row[] = [
  {
    name: 'no such directory, which it does not tell from one that may not be opened',
    standard: 'wrong path',
    server: 'explicit',
    requires: { path: '/home/svc/gone' },
    expect: { reason: 'PermissionDenied', about: 'open /home/svc/gone', causes: expect.any(Array) },
  },
  {
    name: 'a directory of someone else',
    server: 'explicit',
    requires: { path: '/home/svc/private' },
    expect: { reason: 'PermissionDenied', about: 'open /home/svc/private' },
  },
  {
    name: 'it has no MLST, so looking tells nothing',
    server: 'explicit',
    requires: { access: ['Write'] },
    expect: { outcome: 'connected', access: { write: 'NotTestable' } },
  },
  {
    name: 'a user whose home directory is gone',
    server: 'explicit',
    username: 'homeless',
    expect: { reason: 'UnexpectedReply', about: expect.stringContaining('breaks off where it should open a session') },
  },
  {
    name: 'a user whose home directory is gone, without TLS',
    server: 'plain',
    username: 'homeless',
    expect: { reason: 'UnexpectedReply', about: expect.stringContaining('cannot open a session for this user') },
  },
];

await describeWithContainers(title, () => {
  ftpSuite(title, { folder: 'vsftpd', process: 'vsftpd', signIn: /(OK|FAIL) LOGIN/ }, rows, ({ ftp, verdictOn }) => {
    it('waits for its turn where there are too many connections', async () => {
      const other = connect(ftp().port('full'), ftp().host);
      await once(other, 'data');

      const verdict = await verdictOn({ name: 'full', server: 'full', expect: {} });

      other.destroy();
      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'RateLimited' });
      matrix(title, 'too many connections');
    });
  });
});
