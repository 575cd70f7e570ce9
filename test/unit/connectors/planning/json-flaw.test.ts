import { expect, it } from '@jest/globals';
import { planConnection } from '../../../../src/connectors/index.ts';
import { registry } from '../../../../src/connectors/registry.ts';

const file = '{"type":"service_account","client_email":"svc@p.example","private_key":"k"}';
const twice = Buffer.from(Buffer.from(file).toString('base64')).toString('base64');

it.each([
  ['in quotation marks', `'${file}'`, 'is in quotation marks'],
  ['as a text within JSON', JSON.stringify(file), 'backslash before each'],
  ['with escaped quotation marks', file.replaceAll('"', '\\"'), 'backslash before each'],
  ['in base64 twice', twice, 'in base64 twice'],
  ['base64 of something else', Buffer.from('no file at all').toString('base64'), 'neither as it is nor decoded'],
  ['with a trailing comma', file.replace('}', ',}'), 'comma before a closing bracket'],
  ['cut off', file.slice(0, 50), 'its end is missing'],
  ['cut off at the front', file.slice(20), 'its beginning is missing'],
  ['with typographic quotation marks', file.replaceAll('"', '”'), 'typographic'],
  ['with single quotation marks', file.replaceAll('"', "'"), 'single quotation marks'],
  ['with comments', `// mine\n${file}`, 'comments'],
  ['with line ends within a value', file.replace('"k"', '"a\nb"'), 'line breaks within a value'],
  ['without brackets', file.slice(1, -1), 'lacks the brackets'],
  ['two of them', `${file}\n${file}`, 'more than one'],
  ['as YAML', 'type: service_account\nclient_email: a@b.example\n', 'is YAML'],
  ['the key alone', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----', 'private key in PEM'],
  ['a page', '<!DOCTYPE html><html></html>', 'is a page'],
  ['a list', `[${file}]`, 'is a list'],
  ['its path', '/home/me/key.json', 'path of a file'],
])('names what is wrong with a key file: %s', (_, text, flaw) => {
  const planned = planConnection({
    platform: registry.get('google-shared-drives')!,
    config: { subject: 'admin@example.com' },
    secret: { serviceAccountJson: Buffer.from(text) },
    now: 0,
  });

  expect(planned).toMatchObject({
    verdict: { reason: 'SecretInvalid', about: expect.stringContaining(`\`serviceAccountJson\` of the Secret`) },
  });
  expect('verdict' in planned && planned.verdict.about).toContain(flaw);
});
