import { BlockList, isIP, isIPv6 } from 'node:net';

/** Decides which addresses a credential may be sent to. */
export interface EgressPolicy {
  allows(address: string): boolean;
}

export interface EgressSettings {
  /** CIDR ranges or addresses that are allowed although they are refused by default. */
  allow?: readonly string[];
  /** Ranges of the cluster itself (Services, Pods), refused. */
  cluster?: readonly string[];
}

/**
 * Never a destination of a credential: this machine, link-local (which is where clouds keep their metadata service),
 * unspecified, multicast and reserved addresses. Private ranges are allowed: much of this runs on premises.
 */
const refusedByDefault = [
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '100.100.100.200/32', // Alibaba Cloud metadata
  '168.63.129.16/32', // Azure host agent
  '192.0.0.192/32', // Oracle Cloud metadata
  '224.0.0.0/4',
  '240.0.0.0/4',
  '::/128',
  '::1/128',
  'fe80::/10',
  'ff00::/8',
  'fd00:ec2::254/128', // AWS metadata
];

/**
 * @throws RangeError naming the range that is not one.
 * @example egressPolicy({ allow: ['10.96.0.12'], cluster: ['10.96.0.0/12'] }).allows('10.96.0.1') // → false
 */
export function egressPolicy(settings: EgressSettings = {}): EgressPolicy {
  const refused = blockList([...refusedByDefault, ...(settings.cluster ?? [])]);
  const allowed = blockList(settings.allow ?? []);
  return {
    allows(address) {
      const plain = unmapped(address);
      const family = isIPv6(plain) ? 'ipv6' : 'ipv4';
      return allowed.check(plain, family) || !refused.check(plain, family);
    },
  };
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const version = isIP(address);
    const prefix = bits === undefined ? (version === 6 ? 128 : 32) : Number(bits);
    if (version === 0 || !Number.isInteger(prefix) || prefix < 0 || prefix > (version === 6 ? 128 : 32)) {
      throw new RangeError(`"${range}" is not an address range: write it as 10.0.0.0/8 or fd00::/8`);
    }
    list.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** An IPv4 address written as IPv6 (`::ffff:127.0.0.1`, `64:ff9b::7f00:1`) reaches the IPv4 host, so it is judged as that. */
function unmapped(address: string): string {
  if (!isIPv6(address)) return address;
  const bare = address.split('%')[0] ?? address;
  const canonical = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const hex = /^(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical);
  if (!hex) return canonical;
  const [high, low] = [parseInt(hex[1] ?? '0', 16), parseInt(hex[2] ?? '0', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}
