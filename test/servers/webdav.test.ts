import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { planConnection, registry, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { until } from '../support/until.ts';

const password = 'canary-p+/?:ä';

interface Row {
  name: string;
  path: string;
  secret?: Record<string, string>;
  requires?: string;
  expect: object;
  /** Status and user of every request the access log must have, in order; `-` where no credential came. */
  log: string[];
}

const connected = { outcome: 'connected', account: { id: 'svc', name: 'svc' } };
const rejected = { outcome: 'failed', reason: 'CredentialsRejected' };
const rows: Row[] = [
  { name: 'right password', path: '/files/', expect: connected, log: ['207 svc', '401 -'] },
  {
    name: 'a folder below',
    path: '/files/',
    requires: 'sub',
    expect: connected,
    log: ['207 svc', '401 -', '301 svc', '207 svc'],
  },
  { name: 'the slash is missing', path: '/files', expect: connected, log: ['301 svc', '207 svc', '401 -'] },
  { name: 'read-only collection', path: '/read-only/', expect: connected, log: ['207 svc', '401 -'] },
  {
    name: 'wrong password, sent once',
    path: '/files/',
    secret: { password: 'canary-wrong' },
    expect: rejected,
    log: ['401 svc'],
  },
  {
    name: 'wrong user, sent once',
    path: '/files/',
    secret: { username: 'nobody' },
    expect: rejected,
    log: ['401 nobody'],
  },
  { name: 'wrong path', path: '/gone/', expect: { reason: 'TargetNotFound' }, log: ['404 svc'] },
  { name: 'no WebDAV there', path: '/plain/', expect: { reason: 'TargetNotFound' }, log: ['405 svc'] },
  {
    name: 'a collection of someone else',
    path: '/nobody/',
    expect: { outcome: expect.not.stringMatching('connected') },
    log: ['401 svc'],
  },
  {
    name: 'open to everyone, right password',
    path: '/open/',
    expect: { reason: 'UnexpectedReply', about: expect.stringContaining('without a credential') },
    log: ['207 -', '207 -'],
  },
  {
    name: 'open to everyone, wrong password',
    path: '/open/',
    secret: { password: 'canary-wrong' },
    expect: { outcome: 'inconclusive' },
    log: ['207 -', '207 -'],
  },
];

await describeWithContainers('Apache mod_dav 2.4', () => {
  let container: StartedTestContainer;
  const log: string[] = [];

  beforeAll(async () => {
    const image = await GenericContainer.fromDockerfile(new URL('./apache', import.meta.url).pathname).build();
    container = await image
      .withEnvironment({ DAV_PASSWORD: password })
      .withExposedPorts(80)
      .withWaitStrategy(Wait.forHttp('/', 80).forStatusCode(401))
      .withLogConsumer((stream) => stream.on('data', (line: Buffer | string) => log.push(...String(line).split('\n'))))
      .start();
  }, 300_000);

  afterAll(() => container?.stop());

  it.each(rows)('$name', async (row) => {
    const before = requests().length;

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    await until(() => requests().length >= before + row.log.length);
    // Two workers write the log, each when it is done, so its order is not that of the requests.
    expect(requests().slice(before).toSorted()).toEqual(row.log.toSorted());
  });

  function requests(): string[] {
    return log.flatMap((line) => {
      const [, status, user] = /^PROPFIND \S+ (\d{3}) user=(\S+)/.exec(line.trim()) ?? [];
      return status === undefined ? [] : [`${status} ${user}`];
    });
  }

  async function verdictOn({ path, secret, requires }: Row): Promise<Verdict> {
    const context = testContext({ timeoutMs: 20_000 });
    const planned = planConnection({
      platform: registry.get('webdav')!,
      config: { url: `http://${container.getHost()}:${container.getMappedPort(80)}${path}` },
      secret: secretBytes({ username: 'svc', password, ...secret }),
      requires: requires === undefined ? undefined : { path: requires },
      now: context.now(),
    });
    return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, context);
  }
});
