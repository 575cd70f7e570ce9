import { connected, type Row } from './row.ts';

export const hostKeyRows: Row[] = [
  { name: 'the second host key pinned: ECDSA', server: 'both', pin: 'ecdsa', expect: connected },
  { name: 'the third host key pinned: RSA', server: 'both', pin: 'rsa', expect: connected },
  {
    name: 'a host key pinned that this server no longer shows',
    server: 'ecdsaOnly',
    pin: 'ed25519',
    expect: { reason: 'HostKeyMismatch' },
    logins: 0,
  },
  {
    name: 'another host key',
    server: 'both',
    config: { hostKeys: [`SHA256:${Buffer.alloc(32, 7).toString('base64').slice(0, 43)}`] },
    expect: { reason: 'HostKeyMismatch' },
    logins: 0,
  },
  {
    name: 'no host key',
    server: 'both',
    config: { hostKeys: [] },
    expect: { reason: 'HostKeyUnknown', about: expect.stringMatching(/^sha256:/) },
    logins: 0,
  },
  {
    name: 'trusted on first use',
    server: 'both',
    config: { hostKeys: [], hostKeyPolicy: 'TrustOnFirstUse' },
    expect: { ...connected, hostKey: { fingerprint: expect.stringMatching(/^sha256:/) } },
  },
  {
    name: 'a key exchange that is too old',
    server: 'oldKeyExchange',
    expect: {
      reason: 'InvalidConfiguration',
      about: expect.stringContaining(
        'it takes diffie-hellman-group14-sha1, which spec.config.algorithms.kex has to list',
      ),
    },
    logins: 0,
  },
  {
    name: 'a key exchange that is old and asked for',
    server: 'oldKeyExchange',
    config: { algorithms: { kex: ['diffie-hellman-group14-sha1'] } },
    expect: connected,
  },
];
