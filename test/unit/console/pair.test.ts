import { describe, expect, it } from '@jest/globals';
import type { Detail, Row } from '../../../src/console/contract.ts';
import { jobOf, pairOf } from '../../../src/console/pair.ts';

const now = Date.parse('2026-01-01T00:00:00Z');
const day = 24 * 60 * 60 * 1000;

interface Given {
  row?: Partial<Row>;
  access?: Detail['status']['access'];
  path?: string;
}

function end(
  name: string,
  { row = {}, access = { read: 'Granted', write: 'Granted' }, path = '/a' }: Given = {},
): Detail {
  const known: Row = {
    key: `finance/${name}`,
    uid: name,
    name,
    namespace: 'finance',
    platform: 'webdav',
    state: 'Connected',
    reason: 'Verified',
    message: '',
    account: 'ann',
    tested: now - 60_000,
    ...row,
  };
  return {
    row: known,
    status: { access },
    manifest: { spec: { platform: known.platform, config: { url: `https://${name}` }, requires: { path } } },
    history: [],
    rights: { create: true, update: true, delete: true, secrets: true },
  };
}

const titles = (pair: ReturnType<typeof pairOf>, state: string) =>
  pair.requirements.filter((one) => one.state === state).map(({ title }) => title);

describe('whether a pair works', () => {
  it('says yes where both are connected, one can be read and the other written', () => {
    const pair = pairOf(end('a'), end('b', { access: { write: 'Granted' } }), now);

    expect([pair.works, titles(pair, 'yes')]).toEqual([
      'yes',
      [
        'Both are connected',
        'The source can be read',
        'The destination can be written',
        'Two different places',
        'One namespace',
        'Both credentials outlive a day',
      ],
    ]);
  });

  it.each<[string, Given, Given, string]>([
    ['a source that failed', { row: { state: 'Failed', reason: 'AccessRefused' } }, {}, 'One is not connected'],
    ['both pending', { row: { state: 'Pending' } }, { row: { state: 'Pending' } }, 'Neither is connected'],
    ['a source without Read', { access: { read: 'Denied' } }, {}, 'The source cannot be read'],
    ['a destination without Write', {}, { access: { write: 'Denied' } }, 'The destination cannot be written'],
    ['a credential that is over', {}, { row: { expires: now - 1 } }, 'The credential of b has expired'],
  ])('says no to %s', (_title, source, destination, title) => {
    const pair = pairOf(end('a', source), end('b', destination), now);

    expect([pair.works, titles(pair, 'no')]).toEqual(['no', [title]]);
  });

  it('says no to the same place twice, also by two Connections', () => {
    const twin = { ...end('b'), manifest: end('a').manifest };

    expect(titles(pairOf(end('a'), end('a'), now), 'no')).toEqual(['Both are the same place']);
    expect(titles(pairOf(end('a'), twin, now), 'no')).toEqual(['Both are the same place']);
    expect(pairOf(end('a'), end('a', { path: '/b', row: { key: 'finance/b' } }), now).works).toBe('yes');
  });

  it('does not promise what no platform has said', () => {
    const pair = pairOf(end('a', { access: {} }), end('b'), now);

    expect([pair.works, titles(pair, 'open')]).toEqual(['unknown', ['Whether the source can be read is not known']]);
  });

  it('warns of what ends soon, and of two namespaces', () => {
    const other = end('b', { row: { expires: now + 9 * day, namespace: 'legal', key: 'legal/b' } });
    const pair = pairOf(end('a'), other, now);

    expect([pair.works, titles(pair, 'warn')]).toEqual([
      'yes',
      ['Two namespaces', 'The credential of b expires in 9 d'],
    ]);
  });
});

it('writes a Job that waits for both, and says what it uses', () => {
  const long = 'x'.repeat(80);
  const job = jobOf(end('a'), end('b', { path: '/in' }));

  expect(job).toMatchObject({
    metadata: { name: 'a-to-b', namespace: 'finance', annotations: { 'connection-operator.dev/uses': 'a,b' } },
    spec: {
      template: {
        spec: {
          initContainers: [{ args: expect.arrayContaining(['connection/a', 'connection/b']) as unknown }],
          containers: [{ args: ['copy', 'a:/a', 'b:/in'] }],
        },
      },
    },
  });
  expect((jobOf(end(long), end('b')) as { metadata: { name: string } }).metadata.name).toHaveLength(63);
});
