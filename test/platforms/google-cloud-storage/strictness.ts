import type { PlatformMethod, PlatformSpec } from '../../../src/connectors/platform.ts';
import type { Mistake } from '../strictness.ts';

const exchange = ({ signIn }: PlatformMethod) => signIn![0]!.oauth2!.form!;
const ofBucket = ({ test }: PlatformSpec) => test!.find(({ when }) => when === 'has(config.bucket)')!.request;

export const mistakes: Mistake[] = [
  [
    'one permission alone',
    'service-account',
    (spec) => void (ofBucket(spec).url = ofBucket(spec).url.replace('&permissions=storage.objects.get', '')),
  ],
  [
    'another kind of subject token',
    'workload-identity',
    (_, method) => void (exchange(method)['subject_token_type'] = 'urn:ietf:params:oauth:token-type:id_token'),
  ],
  [
    'the audience of the token for that of the exchange',
    'workload-identity',
    (_, method) => void (exchange(method)['audience'] = '{{audience}}'),
  ],
];
