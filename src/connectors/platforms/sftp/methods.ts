import type { PlatformMethod } from '../../platform.ts';
import { passphrase, password, privateKey, username } from '../../drivers/sftp/secret-keys.ts';

const credential = { none: {} };

export const methods: PlatformMethod[] = [
  {
    name: 'password',
    title: 'Password',
    description:
      'Use the user name and the password of an account on the server. With keyboard-interactive the password is sent only if it is the one question, and hidden.',
    secret: { required: ['username', 'password'], properties: { username, password } },
    credential,
  },
  {
    name: 'private-key',
    title: 'Private key',
    description:
      'Add the public key to authorized_keys of the account. A certificate of an SSH certificate authority (`…-cert.pub`) is not supported.',
    secret: { required: ['username', 'privateKey'], properties: { username, privateKey, passphrase } },
    credential,
  },
  {
    name: 'private-key-and-password',
    title: 'Private key and password',
    description:
      'For servers that require both (AuthenticationMethods publickey,password). Each is sent once, the second only after the server has accepted the first. If the server is content with one of them, the other is not sent.',
    secret: {
      required: ['username', 'privateKey', 'password'],
      properties: { username, privateKey, passphrase, password },
    },
    credential,
  },
];
