import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chart, startHelm, type Helm } from './support/helm.ts';

let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

describe('values that cannot be right', () => {
  it.each([
    ['logLevel=loud', '/logLevel'],
    ['concurrency=0', '/concurrency'],
    ['concurrency=many', '/concurrency'],
    ['statusRefreshInterval=soon', '/statusRefreshInterval'],
    ['namespaces={Not_A_Name}', '/namespaces/0'],
    ['egress.allow={everywhere}', '/egress/allow/0'],
    ['egress.nat64Prefixes={64:ff9b:1::/95}', '/egress/nat64Prefixes/0'],
    ['image.tag=a b', '/image/tag'],
    ['image.repository=', '/image/repository'],
    ['platforms.read=false', '/platforms/read'],
    ['secrets.names={files}', '/namespaces'],
    ['metrics.service.port=70000', '/metrics/service/port'],
    ['resources.limits.memory=lots', '/resources/limits/memory'],
    ['localFilesystem.roots[0].path=data', '/localFilesystem/roots/0/path'],
    ['localFilesystem.roots[0].path=/data/../etc', '/localFilesystem/roots/0/path'],
    ['localFilesystem.roots[0].path=/', '/localFilesystem/roots/0/path'],
    ['localFilesystem.roots[0].name=scans', "'volume'"],
    ['podSecurityContext.runAsUser=0', "'runAsUser' not allowed"],
    ['replicas=2', "'replicas' not allowed"],
    ['egress.deny={10.0.0.0/8}', "'deny' not allowed"],
  ])('%s is refused, and %s is named', async (value, field) => {
    const { code, text } = await helm.run('template', 'trial', chart, '--set', value);

    expect(code).not.toBe(0);
    expect(text).toContain(field);
  });
});
