import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { azureStorage } from './recalled/azure-storage.ts';
import { dropbox } from './recalled/box-dropbox-google.ts';
import { ecm } from './recalled/ecm-sync-share.ts';
import { exchangeServer } from './recalled/exchange-server.ts';
import { nfs } from './recalled/nfs.ts';
import { sharepointAndIdentity } from './recalled/sharepoint-and-identity.ts';
import { work } from './recalled/work-files-stores.ts';

const facts = [...nfs, ...azureStorage, ...dropbox, ...ecm, ...exchangeServer, ...sharepointAndIdentity, ...work];
const room = 'src/connectors';
const sources = readdirSync(room, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => readFileSync(`${room}/${path}`, 'utf8').replace(/\n\s*\/\/ ?/g, ' '))
  .join('\n');

it.each(facts)('$platforms: $fact', ({ mark, confirmedBy, unused }) => {
  expect([mark, confirmedBy, unused].filter((answer) => answer !== undefined && answer !== '')).toHaveLength(1);
  if (mark !== undefined)
    expect(sources).toMatch(new RegExp(`unverified:[^\\n]*${mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
});
