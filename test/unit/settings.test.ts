import { describe, expect, it } from '@jest/globals';
import { egressPolicy } from '../../src/connectors/index.ts';
import { readSettings } from '../../src/settings.ts';

describe('--local-roots', () => {
  it('is empty by default: no local directory is looked at', () => {
    expect(readSettings([], {}).localRoots).toEqual([]);
  });

  it('takes absolute paths, by flag or environment', () => {
    expect(readSettings(['--local-roots', '/data/,/mnt//scans'], {}).localRoots).toEqual(['/data', '/mnt/scans']);
    expect(readSettings([], { CONNECTION_OPERATOR_LOCAL_ROOTS: '/data' }).localRoots).toEqual(['/data']);
  });

  it.each(['data', './data', '/data/../etc'])('refuses %s', (path) => {
    expect(() => readSettings(['--local-roots', path], {})).toThrow(/--local-roots has/);
  });
});

describe('--concurrency', () => {
  it('is 400 by default', () => {
    expect(readSettings([], {}).concurrency).toBe(400);
  });
});

describe('--shards', () => {
  it('has one by default, which is all', () => {
    expect(readSettings([], {}).shard).toEqual({ of: 1, index: 0 });
  });

  it('has a Lease for each shard, and one that publishes the platforms', () => {
    const of = (shard: string) => readSettings(['--shards', '3', '--shard', shard], {});

    expect(of('2').shard).toEqual({ of: 3, index: 2 });
    expect([of('0'), of('2')].map(({ lease }) => lease.name)).toEqual([
      'connection-operator-0',
      'connection-operator-2',
    ]);
    expect([of('0'), of('2')].map(({ publishPlatforms }) => publishPlatforms)).toEqual([true, false]);
  });

  it.each([
    [['--shards', '0'], /--shards is "0"/],
    [['--shards', '65'], /--shards is "65"/],
    [['--shards', '2', '--shard', '2'], /--shard is "2", it must be a whole number from 0 to 1/],
  ])('%j is refused', (args, message) => {
    expect(() => readSettings(args, {})).toThrow(message);
  });
});

describe('the API server, by KUBERNETES_SERVICE_HOST,', () => {
  it.each<[string, string[], string | undefined]>([
    ['10.96.0.1', ['10.1.0.0/16', '10.96.0.1'], undefined],
    ['fd00:10:96::1', ['10.1.0.0/16', 'fd00:10:96::1'], undefined],
    ['c-1234.hcp.westeurope.azmk8s.io', ['10.1.0.0/16'], 'c-1234.hcp.westeurope.azmk8s.io'],
    ['', ['10.1.0.0/16'], undefined],
  ])('is refused without being listed: %j', (host, ranges, name) => {
    const { clusterRanges, apiServer } = readSettings(['--cluster-ranges', '10.1.0.0/16'], {
      KUBERNETES_SERVICE_HOST: host,
    });

    expect([clusterRanges, apiServer]).toEqual([ranges, name]);
    expect(() => egressPolicy({ cluster: clusterRanges, apiServer })).not.toThrow();
  });
});

describe('--nat64-prefix', () => {
  it.each<[string[], NodeJS.ProcessEnv, string[]]>([
    [[], {}, []],
    [['--nat64-prefix', '64:ff9b:1::/96, fd64::/64'], {}, ['64:ff9b:1::/96', 'fd64::/64']],
    [[], { CONNECTION_OPERATOR_NAT64_PREFIX: 'fd64::/96' }, ['fd64::/96']],
  ])('%j with %j is %j', (args, env, wanted) => {
    expect(readSettings(args, env).nat64Prefixes).toEqual(wanted);
  });
});

describe('--require-consent', () => {
  it.each([
    ['off by default', [], {}, false],
    ['on by flag', ['--require-consent'], {}, true],
    ['on by environment', [], { CONNECTION_OPERATOR_REQUIRE_CONSENT: 'true' }, true],
  ])('--require-consent is %s', (_name, args, env, wanted) => {
    expect(readSettings(args, env).requireConsent).toBe(wanted);
  });
});
