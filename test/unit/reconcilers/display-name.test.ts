import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { displayNameOf } from '../../../src/reconcilers/display-name.ts';

it.each<[Record<string, unknown>, string]>([
  [{ url: 'https://files.example.com/dav' }, 'WebDAV (files.example.com)'],
  [{ host: 'files.example.com' }, 'WebDAV (files.example.com)'],
  [{ url: 'https://user:canary@files.example.com/dav' }, 'WebDAV (files.example.com)'],
  [{ url: 'ftp://user:canary@files.example.com' }, 'WebDAV (files.example.com)'],
  [{ host: 'user:canary@files.example.com' }, 'WebDAV (Finance)'],
  [{ url: 'https://user:can/ary@files.example.com' }, 'WebDAV (Finance)'],
  [{ url: 'https://canary:22/word@files.example.com' }, 'WebDAV (Finance)'],
  [{ host: '\\\\user:canary@server\\share' }, 'WebDAV (Finance)'],
  [{}, 'WebDAV (Finance)'],
])('%j is named without a user name and a password', (config, name) => {
  const connection = { spec: { platform: 'webdav', config } } as unknown as Connection;

  expect(displayNameOf(connection, 'WebDAV', { name: 'Finance' })).toBe(name);
});
