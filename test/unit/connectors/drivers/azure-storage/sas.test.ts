import {
  accessBySas,
  readSas,
  sasEnd,
  sasQuery,
  sasTime,
} from '../../../../../src/connectors/drivers/azure-storage/sas.ts';

it.each([
  ['as it is', 'sv=1&sp=rl&sig=a%2Bb%2Fc%3D'],
  ['with a question mark', '?sv=1&sp=rl&sig=a%2Bb%2Fc%3D'],
  ['with a signature that was decoded', 'sv=1&sp=rl&sig=a+b/c='],
  ['out of an XML file', 'sv=1&amp;sp=rl&amp;sig=a%2Bb%2Fc%3D'],
  ['with the rest of a request', 'restype=container&comp=list&sv=1&sp=rl&sig=a%2Bb%2Fc%3D'],
  ['with spaces around it', '  sv=1&sp=rl&sig=a%2Bb%2Fc%3D '],
])('reads a SAS %s', (_name, text) => {
  expect(sasQuery(readSas(text))).toBe('sv=1&sp=rl&sig=a%2Bb%2Fc%3D');
});

it.each([
  ['rl', { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' }],
  ['c', { read: 'Denied', write: 'Granted', update: 'Denied', delete: 'Denied' }],
  ['l', { read: 'Denied', write: 'Denied', update: 'Denied', delete: 'Denied' }],
  ['racwdl', { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' }],
  [undefined, { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' }],
])('the letters %s allow', (letters, access) => {
  expect(accessBySas(new Map(letters === undefined ? [] : [['sp', letters]]), ['w', 'c'])).toEqual(access);
});

it.each([
  ['2027-01-31', Date.UTC(2027, 0, 31)],
  ['2027-01-31T10:00Z', Date.UTC(2027, 0, 31, 10)],
  ['2027-01-31T10:00:05Z', Date.UTC(2027, 0, 31, 10, 0, 5)],
  ['soon', undefined],
])('%s is a time', (text, time) => {
  expect(sasTime(text)).toBe(time);
});

it.each([
  ['an account SAS that is not for objects', 'sp=rwdl&srt=sc', 'Denied'],
  ['an account SAS for objects', 'sp=rwdl&srt=co', 'Granted'],
  ['a SAS that is bound to what a user may do', 'sp=rwdl&suoid=x', 'NotTestable'],
])('%s', (_name, text, answer) => {
  expect(accessBySas(readSas(text), ['w'])).toEqual({ read: answer, write: answer, update: answer, delete: answer });
});

it.each([
  ['se=2027-01-31&ske=2026-12-24', Date.UTC(2026, 11, 24)],
  ['se=2026-12-01&ske=2026-12-24', Date.UTC(2026, 11, 1)],
  ['si=policy', undefined],
])('%s ends', (text, end) => {
  expect(sasEnd(readSas(text))).toBe(end);
});
