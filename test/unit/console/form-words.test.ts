import { expect, it } from '@jest/globals';
import { reasons } from '../../../src/api/reasons.ts';
import { registry } from '../../../src/connectors/index.ts';
import { formWords } from '../../../src/console/server/form-words.ts';

const sftp = registry.get('sftp')!;
const webdav = registry.get('webdav')!;

it.each([
  [
    'Correct `username` or `password` in the Secret. The same credential is not sent again.',
    'Correct “User name” or “Password”. The same credential is not sent again.',
  ],
  ['Put a new one into the Secret.', 'Enter a new one.'],
  ['Correct `spec.config.url`.', 'Correct “Address”.'],
  ['key `password` of the Secret is a template', '“Password” is a template'],
  ['`spec.tls.caRef` has no field', '`spec.tls.caRef` has no field'],
])('says %s as %s', (text, words) => {
  expect(formWords(text, webdav, 'basic')).toBe(words);
});

it.each(Object.keys(reasons) as (keyof typeof reasons)[])('sends nobody who has a form to a Secret: %s', (reason) => {
  const words = formWords(reasons[reason].action, sftp, 'password');

  // One that the proxy signs in with is not in the form.
  expect(words.replace('the Secret in `spec.proxyRef`', '')).not.toMatch(
    /Secret|annotation|spec\.(config|requires|method)/,
  );
});
