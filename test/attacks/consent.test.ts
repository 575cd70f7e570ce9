import { expect, it } from '@jest/globals';
import { conditionOf, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

/** The owner of a Secret says where it may go; who names it in a Connection does not. */
const { cluster, platform, connect } = scriptedSuite({ flags: ['--require-consent'] });
const allowedHosts = 'connection-operator.dev/allowed-hosts';

function annotate(name: string, hosts: string | null): Promise<void> {
  return cluster.patch('secrets', name, { metadata: { annotations: { [allowedHosts]: hosts } } });
}

it('sends a Secret to a platform whose host is a setting only with its owner’s word', async () => {
  await connect('asked');
  const refused = await cluster.until('asked', (c) => verdictOf(c) === 'False/InvalidConfiguration');
  expect(conditionOf(refused, 'Connected')?.message).toContain(`without annotation ${allowedHosts}`);

  await annotate('asked', 'files.example.com');
  await cluster.until('asked', (c) => conditionOf(c, 'Connected')?.message.includes('127.0.0.1:') === true);
  expect(platform.seen('asked')).toBe(0);

  await annotate('asked', `files.example.com, ${new URL(platform.url).host}`);
  await cluster.until('asked', (c) => verdictOf(c) === 'True/Verified');
  expect(platform.seen('asked')).toBe(1);
});

it('takes a verdict back when the owner takes the word back, and sends nothing again', async () => {
  await annotate('asked', null);

  const { status } = await cluster.until('asked', (c) => verdictOf(c) === 'False/InvalidConfiguration');

  expect(status?.account).toBeUndefined();
  expect(status?.binding).toBeUndefined();
  expect(platform.seen('asked')).toBe(1);
});

it('does not test again for annotations that say something else', async () => {
  await connect('labelled');
  await annotate('labelled', '127.0.0.1');
  await cluster.until('labelled', (c) => verdictOf(c) === 'True/Verified');

  await cluster.patch('secrets', 'labelled', { metadata: { annotations: { team: 'finance' } } });
  await connect('after-labelled');
  await cluster.until('after-labelled', (c) => verdictOf(c) === 'False/InvalidConfiguration');

  expect(platform.seen('labelled')).toBe(1);
});
