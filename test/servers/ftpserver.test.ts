import { expect } from '@jest/globals';
import { ftpSuite } from './ftp/suite.ts';
import { describeWithJava } from './java/describe-with-java.ts';

const title = 'Apache FtpServer 1.2';

const other = {
  // It says 431 for ever, which is for servers that have no TLS for now.
  'a server without TLS': { reason: 'ServiceUnavailable', fix: expect.stringContaining('the server has no TLS') },
  'no write permission': {
    outcome: 'inconclusive',
    about: expect.stringContaining('fails while it opens or writes a file'),
    fix: expect.stringContaining('has permission to write'),
  },
  // Java ends the handshake without saying that a certificate is missing.
  'no certificate, and the server wants one': {
    outcome: 'inconclusive',
    about: expect.stringContaining('or asks for a client certificate'),
    credential: 'NotSent',
  },
};

await describeWithJava('ftpserver', title, () => {
  const kind = {
    folder: 'ftpserver',
    java: 'ftpserver',
    process: 'java',
    processes: 1,
    signIn: /^PASS/,
    other,
  } as const;
  ftpSuite(title, kind, [], () => {});
});
