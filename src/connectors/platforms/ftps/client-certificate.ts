import type { PlatformMethod } from '../../platform.ts';
import { secret, text, visible } from '../shared/field.ts';
import { password, username } from '../shared/ftp/fields.ts';

export const clientCertificate: PlatformMethod = {
  name: 'client-certificate',
  title: 'Client certificate',
  description:
    'Use the user name of an account, and a client certificate that the server trusts. The certificate is presented in the TLS handshake. The password is sent only if the server asks for it.',
  secret: {
    required: ['username', 'certificate', 'privateKey'],
    properties: {
      username,
      password: { ...password, description: 'Password of the account, if the server asks for it too.' },
      certificate: text(
        'Certificate',
        'Client certificate in PEM, followed by the intermediate certificates.',
        '-----BEGIN CERTIFICATE-----\n...\n-----END CERTIFICATE-----\n',
        { maxLength: 65_536, ...visible },
      ),
      privateKey: secret(
        'Private key',
        'Private key of the certificate in PEM: PKCS#8, PKCS#1 or SEC1.',
        '-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n',
        { maxLength: 65_536 },
      ),
      passphrase: {
        type: 'string',
        title: 'Passphrase',
        description: 'Passphrase of the private key, if the key is encrypted.',
        maxLength: 1024,
        writeOnly: true,
        examples: ['open sesame'],
      },
    },
  },
  credential: { none: {} },
};
