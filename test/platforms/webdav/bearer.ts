import { generalRows, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { collection, multistatus, once, plain, principal, propfind } from './dav.ts';

const bearerToken = 'canary-bearer-9a41';

export const bearerMethod: FakedMethod = {
  method: 'bearer',
  routes: { open: propfind('/files/', `Bearer ${bearerToken}`) },
  config: { url: 'https://dav.example.com/files/' },
  secret: { bearerToken },
};

export const bearerRows: Row[] = [
  {
    kind: 'connected',
    name: 'a server that names the principal',
    replies: { open: once(multistatus(collection + principal)) },
    hits: { open: 2 },
    expect: { reason: 'Verified', account: { id: '/principals/svc/' } },
  },
  { kind: 'connected', name: 'a server that names no principal', hits: { open: 2 }, expect: 'Verified' },
  {
    kind: 'rejected',
    name: 'another token',
    secret: { bearerToken: 'canary-wrong-token' },
    hits: { open: 1 },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  {
    kind: 'unexpected reply',
    name: 'trap: it answers without a credential as well',
    replies: { open: plain },
    hits: { open: 2 },
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
  {
    kind: 'malformed secret',
    name: 'no token',
    without: ['bearerToken'],
    expect: { reason: 'SecretKeyMissing' },
  },
  {
    kind: 'malformed secret',
    name: 'a token with the word Bearer before it',
    secret: { bearerToken: 'Bearer canary' },
    expect: { reason: 'SecretInvalid', about: /bearerToken/ },
  },
  ...generalRows('open'),
];
