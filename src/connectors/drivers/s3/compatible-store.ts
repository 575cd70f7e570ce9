import { quoted } from '../../../text/quoted.ts';
import { isIP } from 'node:net';
import type { Plan } from '../../platform.ts';
import { presets } from './presets.ts';
import { bucketName, placeOf, type Store } from './store.ts';

/** @returns the store, or what is missing in the settings. */
export function compatibleStore({ config, requires, hosts }: Plan): Store | string {
  const preset = presets[String(config['preset'])] ?? {};
  const region = (config['region'] as string | undefined) ?? preset.region;
  if (region === undefined) return 'region is missing (Region, for example eu-central-1)';
  const endpoint = (config['endpoint'] as string | undefined) ?? preset.endpoint?.replace('{region}', region);
  const origin = endpoint === undefined ? null : URL.parse(endpoint);
  if (!origin) return 'endpoint is missing (Endpoint, for example https://minio.example.com)';
  const place = placeOf(config['bucket'] as string | undefined, requires.path);
  if (place.bucket !== undefined && !bucketName.test(place.bucket)) {
    return `spec.requires.path begins with ${quoted(place.bucket.slice(0, 80))}, which cannot be a bucket: write bucket/prefix, or set spec.config.bucket`;
  }
  if (place.bucket !== undefined && origin.hostname.startsWith(`${place.bucket}.`))
    return `endpoint begins with the name of the bucket: write ${origin.origin.replace(`//${place.bucket}.`, '//')}`;
  const pathStyle = config['forcePathStyle'] !== false;
  if (!pathStyle && isIP(origin.hostname.replace(/^\[(.*)\]$/, '$1')) !== 0)
    return 'forcePathStyle is false, which needs an endpoint with a name: no bucket can be put in front of an address';
  return { origin, region, ...place, pathStyle, hosts };
}
