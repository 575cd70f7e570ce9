import type { IncomingMessage, ServerResponse } from 'node:http';
import { startFtpServer } from '../../../dev/servers/ftp-server.ts';
import { registry, type TestContext, type Verdict } from '../../../src/connectors/index.ts';
import { startFakeTls } from '../fake-tls.ts';
import { planAndTest } from '../plan-and-test.ts';
import { testContext } from '../test-context.ts';

/** What a test found, and how often it showed the password for that. */
export interface Shown {
  verdict: Verdict;
  times: number;
}

export type Responds = (response: ServerResponse, request: IncomingMessage) => void;

const secret = { username: 'u', password: 'canary-wrong-password' };

/** One real test, by HTTP Basic, of a server that responds so to the password. */
export async function answeredBy(responds: Responds, timeoutMs = 20_000): Promise<Shown> {
  let times = 0;
  const server = await startFakeTls((request, response) => {
    if (request.headers.authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
      return;
    }
    times += 1;
    responds(response, request);
  });
  try {
    const config = { url: 'https://dav.example.com/' };
    return { verdict: await tested('webdav', config, { timeoutMs, ...server.context }), times };
  } finally {
    await server.stop();
  }
}

/** One real test of an FTP server that responds so to the password. */
export async function answeredByFtp(line: string): Promise<Shown> {
  const server = await startFtpServer({ accounts: [], answers: { PASS: line } });
  try {
    const verdict = await tested('ftp', { host: server.host, port: server.port, allowInsecure: true });
    return { verdict, times: server.loginCount() };
  } finally {
    await server.stop();
  }
}

function tested(platform: string, config: object, context: Partial<TestContext> = {}): Promise<Verdict> {
  const asked = { platform: registry.get(platform)!, config: { ...config }, uid: 'uid', secret };
  return planAndTest(asked, testContext(context));
}
