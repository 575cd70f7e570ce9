import type { RecalledFact } from './fact.ts';

export const nfs: readonly RecalledFact[] = [
  {
    platforms: ['nfs'],
    fact: 'version 4.0 looks up and tells access without a client id',
    confirmedBy: 'test/servers/ganesha.test.ts, and RFC 7530, 16.1 and 16.13, whose errors have none of a client id',
  },
  {
    platforms: ['nfs'],
    fact: 'version 4.1 wants EXCHANGE_ID, CREATE_SESSION and SEQUENCE first, and DESTROY_SESSION after',
    confirmedBy: 'test/servers/ganesha.test.ts (a server of 4.1 alone), and RFC 8881, 2.10 and 18.35 to 18.50',
  },
  {
    platforms: ['nfs'],
    fact: 'Linux exports take source ports below 1024 only, unless they say insecure',
    confirmedBy: 'exports(5) of nfs-utils 2.6: the option secure is on by default',
  },
  { platforms: ['nfs'], fact: 'the error of Kerberos for a wrong clock', unused: 'Kerberos is not supported' },
];
