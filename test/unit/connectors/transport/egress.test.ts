import { describe, expect, it } from '@jest/globals';
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
  'fec0::1',
  'fd20:ce::254',
  'fd00:ec2::23',
  'fd00:ec2::253',
  'fd00:ec2::123',
  'fd00:c1::a9fe:a9fe',
  'fd00:a9fe:a9fe::1',
  'fd00:42::42',
  'fd00:100::100:200',
  'a name',
  '',
])('refuses %s', (address) => {
  expect(egressPolicy({ cluster: ['10.96.0.0/12'] }).allows(address)).toBe(false);
});

it.each([
  '93.184.216.34',
  '10.0.0.5',
  '192.168.1.1',
  '172.16.0.1',
  '2606:2800:220:1::1',
  'fd12::1',
  'fd00:42::43',
  '::ffff:10.0.0.5',
])('allows %s', (address) => {
  expect(egressPolicy({ cluster: ['10.96.0.0/12'] }).allows(address)).toBe(true);
});

/** How an IPv4 address is written in IPv6, from its bytes in hexadecimal. */
const spellings: [string, (a: string, b: string, c: string, d: string) => string][] = [
  ['mapped', (a, b, c, d) => `::ffff:${a}${b}:${c}${d}`],
  ['translated', (a, b, c, d) => `::ffff:0:${a}${b}:${c}${d}`],
  ['compatible', (a, b, c, d) => `::${a}${b}:${c}${d}`],
  ['NAT64', (a, b, c, d) => `64:ff9b::${a}${b}:${c}${d}`],
  ['NAT64 of the site, /96', (a, b, c, d) => `64:ff9b:1::${a}${b}:${c}${d}`],
  ['NAT64 of the site, /64', (a, b, c, d) => `64:ff9b:1:0:${a}:${b}${c}:${d}00::`],
  ['NAT64 of the site, /56', (a, b, c, d) => `64:ff9b:1:${a}:${b}:${c}${d}::`],
  ['NAT64 of the site, /48', (a, b, c, d) => `64:ff9b:1:${a}${b}:${c}:${d}00::`],
  ['6to4', (a, b, c, d) => `2002:${a}${b}:${c}${d}::1`],
  ['server of Teredo', (a, b, c, d) => `2001:0:${a}${b}:${c}${d}:0:0:a2f5:ffee`],
  ['client of Teredo', (a, b, c, d) => `2001:0:5db8:d822:0:0:${inverted(a, b)}:${inverted(c, d)}`],
  ['ISATAP', (a, b, c, d) => `2001:dba::5efe:${a}${b}:${c}${d}`],
  ['ISATAP, universal', (a, b, c, d) => `2001:dba::200:5efe:${a}${b}:${c}${d}`],
  ['configured /32', (a, b, c, d) => `2001:db8:${a}${b}:${c}${d}::`],
  ['configured /40', (a, b, c, d) => `2001:db9:12${a}:${b}${c}:${d}::`],
  ['configured /96', (a, b, c, d) => `fd64::${a}${b}:${c}${d}`],
];

function inverted(...bytes: string[]): string {
  return bytes.map((byte) => (0xff - parseInt(byte, 16)).toString(16).padStart(2, '0')).join('');
}

describe.each(spellings)('IPv4 as %s', (_name, spell) => {
  const nat64 = ['2001:db8::/32', '2001:db9:1200::/40', 'fd64::/96'];
  const policy = egressPolicy({ cluster: ['10.96.0.0/12'], nat64 });
  const spelled = (address: string) =>
    spell(...(address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0')) as Bytes));

  it.each([
    ['127.0.0.1', false],
    ['169.254.169.254', false],
    ['168.63.129.16', false],
    ['10.96.0.1', false],
    ['93.184.216.34', true],
    ['10.0.0.5', true],
  ])('is judged as %s', (address, isAllowed) => {
    expect(policy.allows(spelled(address))).toBe(isAllowed);
    expect(policy.allows(spelled(address).toUpperCase())).toBe(isAllowed);
  });
});

type Bytes = [string, string, string, string];

it.each(['::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe', '2002:a9fe:a9fe::'])(
  'allows %s with the IPv4 address',
  (address) => {
    expect(egressPolicy({ allow: ['169.254.169.254'] }).allows(address)).toBe(true);
  },
);

it('refuses a local NAT64 address that is of no host', () => {
  expect(egressPolicy().allows('64:ff9b:1::')).toBe(false);
});

it('reads a NAT64 prefix that is configured in its one layout', () => {
  // As /64 it would be 240.5.0.0, which is reserved.
  const address = '64:ff9b:1:a14:f0:500::';

  expect(egressPolicy().allows(address)).toBe(false);
  expect(egressPolicy({ nat64: ['64:ff9b:1::/48'] }).allows(address)).toBe(true);
});

it.each(['64:ff9b::/95', '10.0.0.0/8', 'fd00::', 'fd00::/x', ''])('refuses the NAT64 prefix %j by name', (range) => {
  expect(() => egressPolicy({ nat64: [range] })).toThrow(`"${range}" is not a NAT64 prefix`);
});

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
