import { describe, expect, it } from '@jest/globals';
import { planConnection, registry, validatePlatform } from '../../../../src/connectors/index.ts';
import { amazonS3 as spec } from '../../../../src/connectors/platforms/amazon-s3/platform.ts';
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

describe('a method with a driver of its own', () => {
  const platform = registry.get('google-cloud-storage')!;

  it('is tested by it', () => {
    const planned = planConnection({
      platform,
      config: { bucket: 'archive' },
      secret: secretBytes({ accessKey: 'GOOG1EXAMPLE', secret: 'canary-secret' }),
      requires: { proof: 'Probe', path: 'in/' },
      now: testNow,
    });

    expect(planned).toMatchObject({ plan: { method: { name: 'hmac' } } });
  });

  it('must name one that there is', () => {
    const methods = platform.spec.methods.map((method) => ({ ...method, driver: 'floppy' }));

    expect(validatePlatform({ ...platform.spec, methods })).toContainEqual(
      expect.objectContaining({ reason: 'DriverUnknown', message: 'spec.methods[0].driver: no driver `floppy`.' }),
    );
  });
});
