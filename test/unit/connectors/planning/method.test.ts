import { describe, expect, it } from '@jest/globals';
import { planConnection } from '../../../../src/connectors/index.ts';
import { amazonS3 as spec } from '../../../../src/connectors/platforms/amazon-s3.ts';
import { secretBytes, testNow } from '../../../support/test-context.ts';

const roleArn = 'arn:aws:iam::123456789012:role/migration';

describe('methods that take the same Secret', () => {
  it.each([
    ['the one that needs nothing more', {}, 'access-key'],
    ['the one whose settings are there', { roleArn }, 'assume-role'],
  ])('%s', (_name, config, method) => {
    const planned = planConnection({
      platform: { name: 'amazon-s3', spec },
      config,
      secret: secretBytes({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary-secret' }),
      now: testNow,
    });

    expect(planned).toMatchObject({ plan: { method: { name: method } } });
  });
});
