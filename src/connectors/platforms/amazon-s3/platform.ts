import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';

/** Facts: docs.aws.amazon.com/STS/latest/APIReference, docs.aws.amazon.com/AmazonS3/latest/API; the calls are in drivers/amazon-s3. */
export const amazonS3 = {
  title: 'Amazon S3',
  aliases: ['AWS S3', 'Amazon Simple Storage Service'],
  category: 'CloudStorage',
  documentation: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-iam.html',
  driver: 'amazon-s3',
  config: {
    properties: {
      region: text(
        'Region',
        'Region of the bucket, whose STS endpoint is used too. Default: us-east-1.',
        'eu-central-1',
        { pattern: '^[a-z]{2}(-[a-z]+)+-\\d$', default: 'us-east-1' },
      ),
      bucket: text(
        'Bucket',
        'Name of the bucket to list. Without it only the access key or the role is tested.',
        'finance-archive',
        {
          ...pasted(
            ['^s3://([^/?#]+)'],
            [String.raw`^arn:aws[\w-]*:s3:::([^/]+)`],
            [String.raw`^https?://s3[.\w-]*\.amazonaws\.com(?:\.cn)?/([^/?#]+)`],
            [String.raw`^https?://([a-z0-9.-]+)\.s3[.-][\w.-]*amazonaws\.com`],
            [String.raw`^https://[\w.-]*console\.aws\.amazon\.com/s3/buckets/([^/?#]+)`],
          ),
          maxLength: 2048,
        },
      ),
      accountId: text(
        'Account',
        'ID of the AWS account (12 digits) that the credential must belong to. Without it any account is accepted.',
        '123456789012',
        { pattern: '^\\d{12}$' },
      ),
      roleArn: text(
        'Role',
        'ARN of the role to assume. Methods assume-role and web-identity need it.',
        'arn:aws:iam::123456789012:role/migration',
        { pattern: '^arn:aws(-cn|-us-gov)?:iam::\\d{12}:role/[\\w+=,.@/-]{1,600}$' },
      ),
      externalId: text(
        'External ID',
        "External ID that the role's trust policy requires, if it requires one. It is not secret.",
        'b7c2a4d0-migration',
        { pattern: '^[\\w+=,.@:/-]{2,1224}$' },
      ),
      sessionName: text(
        'Session name',
        "Name of the role session, which the account's CloudTrail logs show.",
        'nightly-migration',
        { pattern: '^[\\w+=,.@-]{2,64}$' },
      ),
      forcePathStyle: {
        type: 'boolean',
        title: 'Path style',
        description:
          'True puts the bucket into the path; false, the default, into the host name. A bucket with a dot in its name is always in the path, because no certificate is valid for its host name.',
        default: false,
        examples: [true],
      },
    },
  },
  methods,
  hosts: [
    'sts.{{config.region}}.amazonaws.com',
    's3.{{config.region}}.amazonaws.com',
    '{{config.bucket}}.s3.{{config.region}}.amazonaws.com',
    'sts.{{config.region}}.amazonaws.com.cn',
    's3.{{config.region}}.amazonaws.com.cn',
    '{{config.bucket}}.s3.{{config.region}}.amazonaws.com.cn',
  ],
} satisfies PlatformSpec;
