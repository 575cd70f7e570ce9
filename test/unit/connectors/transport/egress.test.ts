import { expect, it } from '@jest/globals';
import { Marks } from '../../../../src/connectors/stages.ts';
import { egressPolicy } from '../../../../src/connectors/transport/egress.ts';
import { hostAllowed } from '../../../../src/connectors/transport/hosts.ts';
import { checkedEndpoints } from '../../../../src/connectors/transport/resolve.ts';

it.each([
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '169.254.169.254',
  '100.100.100.200',
  '168.63.129.16',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '10.96.0.1',
])('refuses %s', (address) => {
  expect(egressPolicy({ cluster: ['10.96.0.0/12'] }).allows(address)).toBe(false);
});

it.each(['93.184.216.34', '10.0.0.5', '192.168.1.1', '172.16.0.1', '2606:2800:220:1::1', 'fd12::1', '::ffff:10.0.0.5'])(
  'allows %s',
  (address) => {
    expect(egressPolicy({ cluster: ['10.96.0.0/12'] }).allows(address)).toBe(true);
  },
);

it('allows what settings allow, and no more', () => {
  const policy = egressPolicy({ allow: ['127.0.0.0/8', '::1'] });

  expect(policy.allows('127.0.0.1')).toBe(true);
  expect(policy.allows('::1')).toBe(true);
  expect(policy.allows('169.254.169.254')).toBe(false);
});

it.each(['10.0.0.0/33', 'corp', '10.0.0/8', '::1/129', '10.0.0.0/x'])('refuses the range %s by name', (range) => {
  expect(() => egressPolicy({ allow: [range] })).toThrow(`"${range}" is not an address range`);
});

it.each([
  ['https://slack.com/api', ['slack.com'], true],
  ['https://SLACK.com./api', ['slack.com'], false],
  ['https://evil-slack.com/', ['slack.com'], false],
  ['https://slack.com.evil.org/', ['slack.com'], false],
  ['https://a.sharefile.com/', ['*.sharefile.com'], true],
  ['https://sharefile.com/', ['*.sharefile.com'], false],
  ['https://evilsharefile.com/', ['*.sharefile.com'], false],
  ['http://files.corp:8080/', ['files.corp:8080'], true],
  ['http://files.corp:8081/', ['files.corp:8080'], false],
  ['https://files.corp/', ['files.corp:443'], true],
  ['http://files.corp/', ['files.corp:443'], false],
])('host of %s against %j: %s', (url, hosts, wanted) => {
  expect(hostAllowed(new URL(url), hosts)).toBe(wanted);
});

it('drops the refused ones of several addresses, and refuses where none is left', async () => {
  const signal = new AbortController().signal;
  const egress = egressPolicy();
  const answer = (...addresses: string[]) =>
    checkedEndpoints('h', 443, {
      egress,
      signal,
      progress: new Marks(),
      resolve: async () => addresses.map((address) => ({ address, port: 443 })),
    });

  expect(await answer('127.0.0.1', '93.184.216.34')).toEqual([{ address: '93.184.216.34', port: 443 }]);
  expect(await answer('127.0.0.1', '::1')).toMatchObject({ reason: 'EgressDenied' });
  expect(await answer()).toMatchObject({ reason: 'NameNotResolved' });
});
