import { planConnection, testConnection, registry, type Verdict } from '../../../../../src/connectors/index.ts';
import { services, accountName, type FakeService } from '../../../../support/fakes/azure-storage.ts';
import { signer, stored } from '../../../../support/fakes/azure-storage-routes.ts';
import { startFakeTls } from '../../../../support/fake-tls.ts';
import { accessToken } from '../../../../support/fakes/azure-storage-routes.ts';
import { serviceSas } from '../../../../../dev/servers/azure-sas.ts';
import {
  startStorageServer,
  type StorageServerOptions,
} from '../../../../support/azure-server/azure-storage-server.ts';
import { secretBytes, testContext } from '../../../../support/test-context.ts';

const mine = 'inbox/.connection-test-7d5e9f3a';
const others = { 'inbox/report.pdf': 'a report', 'inbox/.connection-test-other': 'of another connection' };
const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const platforms = { file: 'azure-files', dfs: 'azure-data-lake', blob: 'azure-blob' } as const;

type Way = 'shared-key' | 'sas' | 'client-secret';
const each = ([services.file, services.dfs] as const).flatMap((service) =>
  (['shared-key', 'sas', 'client-secret'] as const).map((way) => [service.dns, way, service] as const),
);

interface Made {
  verdict: Verdict;
  files: Record<string, string>;
  touched: string[];
}

/** Makes the test, and as many more as there are further servers' options, on the same files. */
async function tested(
  service: FakeService,
  way: Way,
  options: StorageServerOptions & { letters?: string; tokens?: readonly string[] } = {},
): Promise<Made> {
  const { letters = 'rwdlc', tokens = [] } = options;
  const given = [...tokens];
  const server = await startStorageServer(service, { files: others, role: letters, ...options });
  const entra = await startFakeTls((_request, response) =>
    response.end(JSON.stringify({ access_token: given.shift() ?? accessToken })),
  );
  try {
    const verdict = await verdictOn(service, way, {
      letters,
      resolve: resolving(server.context.resolve, entra.port),
      ca: server.context.ca,
    });

    expect(server.violations).toEqual([]);
    expect(JSON.stringify(verdict)).not.toMatch(/canary|sig=/);
    return { verdict, files: Object.fromEntries(server.files), touched: server.touched };
  } finally {
    await Promise.all([server.stop(), entra.stop()]);
  }
}

type Resolve = NonNullable<ReturnType<typeof testContext>['resolve']>;

function resolving(storage: Resolve | undefined, entraPort: number): Resolve {
  return (host, port) =>
    host.startsWith('login.') || !storage
      ? Promise.resolve([{ address: '127.0.0.1', port: entraPort }])
      : storage(host, port);
}

async function verdictOn(
  service: FakeService,
  way: Way,
  { letters, ...context }: { letters: string; resolve: Resolve; ca: string | undefined },
): Promise<Verdict> {
  const path = `/${service.signedAs}/${accountName}/archive`;
  const sas = serviceSas({ ...signer, permissions: letters, resource: service.resource, path });
  const { config, secret } = stored(service, way, { place: 'archive', sas });
  const planned = planConnection({
    platform: registry.get(platforms[service.dns])!,
    method: way,
    config: config ?? {},
    secret: secretBytes(secret),
    requires: { proof: 'Probe', path: '/inbox' },
    uid: '7d5e9f3a',
    now: testContext().now(),
  });
  return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, testContext(context));
}

it.each(each)('%s, %s: proves every right, and leaves and touches nothing else', async (_dns, way, service) => {
  const { verdict, files, touched } = await tested(service, way);

  expect(verdict).toMatchObject({ outcome: 'connected', access: everything });
  expect(files).toEqual(others);
  expect(new Set(touched.map((line) => line.split(' ')[1]))).toEqual(new Set([mine]));
});

it.each(each)('%s, %s: removes what a test left that was killed', async (_dns, way, service) => {
  const { verdict, files } = await tested(service, way, { files: { ...others, [mine]: 'left' } });

  expect(verdict).toMatchObject({ outcome: 'connected', access: everything });
  expect(files).toEqual(others);
});

const limited = each.filter(([, way]) => way !== 'shared-key');

it.each(limited)('%s, %s: may read only', async (_dns, way, service) => {
  const { verdict, files } = await tested(service, way, { letters: 'rl' });

  expect(verdict).toMatchObject({ outcome: 'connected', access: { write: 'Denied' } });
  expect(files).toEqual(others);
});

it.each(limited)('%s, %s: may make a file and not fill it', async (_dns, way, service) => {
  const { verdict, files } = await tested(service, way, { letters: 'rlcd' });

  expect(verdict).toMatchObject({ outcome: 'connected', access: { write: 'Denied' } });
  expect(files).toEqual(others);
});

it.each(limited)('%s, %s: may not delete, so the file stays and is told', async (_dns, way, service) => {
  const { verdict, files } = await tested(service, way, { letters: 'rwlc' });

  expect(verdict).toMatchObject({ outcome: 'connected', access: { ...everything, delete: 'Denied' } });
  expect(Object.keys(files)).toContain(mine);
});

/** The connection is lost at each of its requests in turn; the test after it sweeps what may be left. */
const cuts = [services.file, services.dfs].flatMap((service) =>
  [true, false].flatMap((after) =>
    Array.from(
      { length: service.dns === 'file' ? 7 : 9 },
      (_, index) => [service.dns, index + 1, after, service] as const,
    ),
  ),
);

it.each(cuts)('%s: cut at request %i (after it was done: %s), then again', async (_dns, at, after, service) => {
  const first = await tested(service, 'shared-key', { cut: { at, after } });

  expect(first.verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ServiceUnavailable' });

  const second = await tested(service, 'shared-key', { files: first.files });

  expect(second.verdict).toMatchObject({ outcome: 'connected', access: everything });
  expect(second.files).toEqual(others);
});

it.each([services.file, services.dfs])('goes on with the token that was taken, $dns', async (service) => {
  const { verdict, files } = await tested(service, 'client-secret', { tokens: ['refused-at-first'] });

  expect(verdict).toMatchObject({ outcome: 'connected', access: everything });
  expect(files).toEqual(others);
});

it('needs a container, share or file system for it', () => {
  const planned = planConnection({
    platform: registry.get('azure-files')!,
    method: 'shared-key',
    config: { accountName },
    secret: secretBytes(stored(services.file, 'shared-key').secret),
    requires: { proof: 'Probe', path: '/' },
    now: testContext().now(),
  });

  expect(planned).toMatchObject({
    verdict: { reason: 'InvalidConfiguration', about: expect.stringMatching(/^spec\.config\.share is missing/) },
  });
});
