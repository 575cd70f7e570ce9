import type { PlatformSpec } from '../platform.ts';
import { presetHosts, presets, regionalPresets } from '../drivers/s3/presets.ts';
import { accessKeyFields } from './aws-fields.ts';

/** Facts: rclone backend/s3, docs.aws.amazon.com/AmazonS3/latest/API; what the driver makes of replies is in drivers/s3. */
export const s3Compatible = {
  title: 'S3-compatible storage',
  aliases: [
    'MinIO',
    'Wasabi',
    'Ceph RADOS Gateway',
    'Backblaze B2',
    'Cloudflare R2',
    'DigitalOcean Spaces',
    'Hetzner Object Storage',
    'IBM Cloud Object Storage',
    'Linode Object Storage',
    'OVHcloud Object Storage',
    'Scaleway Object Storage',
    'S3',
  ],
  category: 'CloudStorage',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html',
  driver: 's3',
  config: {
    type: 'object',
    properties: {
      preset: {
        type: 'string',
        title: 'Product',
        description: `A product whose habits are known. These make the endpoint from the region: ${regionalPresets.join(', ')}. For any other product: custom.`,
        enum: Object.keys(presets),
        default: 'custom',
        examples: ['minio'],
      },
      endpoint: {
        type: 'string',
        title: 'Endpoint',
        description: 'Address of the S3 API, without bucket or path.',
        pattern: '^[hH][tT][tT][pP][sS]?://[^/?#@\\\\\\s]+/?$',
        examples: ['https://minio.example.com'],
      },
      region: {
        type: 'string',
        title: 'Region',
        description: 'Region that the signature names. us-east-1 where none is set, auto for cloudflare-r2.',
        pattern: '^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$',
        examples: ['eu-central-1'],
      },
      bucket: {
        type: 'string',
        title: 'Bucket',
        description: 'Bucket to list. Without it the buckets of the account are listed, which many keys may not do.',
        pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
        examples: ['finance-archive'],
      },
      forcePathStyle: {
        type: 'boolean',
        title: 'Path style',
        description:
          'Put the bucket into the path (https://endpoint/bucket) instead of the host name (https://bucket.endpoint).',
        default: true,
        examples: [true],
      },
    },
    if: { properties: { preset: { enum: regionalPresets } }, required: ['preset'] },
    else: { required: ['endpoint'] },
  },
  methods: [
    {
      name: 'access-key',
      title: 'Access key',
      description:
        'An access key that may list the bucket. Anonymous access is refused: there would be nothing to verify.',
      secret: {
        type: 'object',
        required: ['accessKeyId', 'secretAccessKey'],
        properties: accessKeyFields,
      },
      auth: { none: {} },
    },
  ],
  hosts: ['{{config.endpoint}}', ...presetHosts],
} satisfies PlatformSpec;
