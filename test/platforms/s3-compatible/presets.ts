import { expect } from '@jest/globals';
import { startFakeTls } from '../../support/fake-tls.ts';
import { answer, objectsOf, type S3ServerOptions } from '../../../dev/servers/s3-server.ts';
import type { PlatformCase, Started } from '../case.ts';
import { accessKeyId, bucket, row, secretAccessKey } from './setup.ts';

type Named = readonly [preset: string, region: string | undefined, host: string, more?: Record<string, unknown>];

const named: readonly Named[] = [
  ['backblaze-b2', 'us-west-004', 's3.us-west-004.backblazeb2.com'],
  ['digitalocean-spaces', 'nyc3', 'nyc3.digitaloceanspaces.com'],
  ['hetzner-object-storage', 'fsn1', 'fsn1.your-objectstorage.com'],
  ['ibm-cos', 'eu-de', 's3.eu-de.cloud-object-storage.appdomain.cloud'],
  ['linode-object-storage', 'nl-ams-1', 'nl-ams-1.linodeobjects.com'],
  ['ovhcloud-object-storage', 'gra', 's3.gra.io.cloud.ovh.net'],
  ['scaleway-object-storage', 'fr-par', 's3.fr-par.scw.cloud'],
  ['wasabi', 'eu-central-2', 's3.eu-central-2.wasabisys.com'],
  [
    'cloudflare-r2',
    undefined,
    '0123456789abcdef.r2.cloudflarestorage.com',
    { endpoint: 'https://0123456789abcdef.r2.cloudflarestorage.com' },
  ],
];

/** The product at its own host, in its own region. */
function product([, region = 'auto', host]: Named): () => Promise<Started> {
  return async () => {
    const options: S3ServerOptions = { accessKeyId, secretAccessKey, region, buckets: { [bucket]: {} } };
    const asked = new Set<string | undefined>();
    const server = await startFakeTls((request, response) => {
      asked.add(request.headers.host);
      answer(request, response, { options, objects: objectsOf(options) }).catch(() => response.destroy());
    });
    return {
      context: { now: () => Date.now(), ...server.context },
      check: () => expect([...asked]).toEqual([host]),
      stop: server.stop,
    };
  };
}

export const presetRows: PlatformCase[] = [
  ...named.map((each): PlatformCase => {
    const [preset, region, , more] = each;
    return {
      ...row,
      name: `preset ${preset}`,
      config: { preset, bucket, ...(region === undefined ? {} : { region }), ...more },
      start: product(each),
      expect: { reason: 'Verified' },
    };
  }),
  {
    ...row,
    name: 'preset wasabi without a region',
    config: { preset: 'wasabi', bucket },
    expect: { reason: 'InvalidConfiguration', about: /^spec\.config\.region is missing/ },
  },
  {
    ...row,
    name: 'preset cloudflare-r2 without an endpoint',
    config: { preset: 'cloudflare-r2', bucket },
    expect: { reason: 'InvalidConfiguration', about: /^spec\.config\.endpoint is missing/ },
  },
];
