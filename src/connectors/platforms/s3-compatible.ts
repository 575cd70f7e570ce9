import type { PlatformSpec } from '../platform.ts';
import { accessKeyFields } from './aws-fields.ts';

/** Facts: rclone backend/s3, docs.aws.amazon.com/AmazonS3/latest/API; what the driver makes of replies is in drivers/s3. */
export const s3Compatible = {
  title: 'S3-compatible storage',
  aliases: ['MinIO', 'Wasabi', 'Ceph RADOS Gateway', 'S3'],
  category: 'CloudStorage',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html',
  driver: 's3',
  config: {
    type: 'object',
    properties: {
      preset: {
        type: 'string',
        title: 'Product',
        description: 'A product whose habits are known. wasabi makes the endpoint from the region.',
        enum: ['custom', 'minio', 'wasabi', 'ceph-rgw'],
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
        description: 'Region that the signature names.',
        pattern: '^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$',
        default: 'us-east-1',
        examples: ['us-east-1'],
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
    if: { properties: { preset: { const: 'wasabi' } }, required: ['preset'] },
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
  hosts: ['{{config.endpoint}}', 's3.{{config.region}}.wasabisys.com'],
} satisfies PlatformSpec;
