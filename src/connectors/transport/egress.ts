import { BlockList, isIP } from 'node:net';
import { embeddedIPv4, nat64Prefix, type Nat64Prefix } from './embedded-ipv4.ts';

/** Decides which addresses a credential may be sent to. */
export interface EgressPolicy {
  allows(address: string): boolean;
  /** Whether a host may be looked up at all: the API server of the cluster may have a name and no address that is known. */
  allowsName(host: string): boolean;
}

export interface EgressSettings {
  /** CIDR ranges or addresses that are allowed although they are refused by default. */
  allow?: readonly string[];
  /** Ranges of the cluster itself (Services, Pods), refused. */
  cluster?: readonly string[];
  /** Name of the cluster's API server, where it is known by that alone. */
  apiServer?: string | undefined;
  /** Prefixes with which a NAT64 of the site spells IPv4 addresses (RFC 6052), besides 64:ff9b::/96. */
  nat64?: readonly string[];
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
  'fec0::/10', // link-local of old, of one site
  'ff00::/8',
  'fd00:ec2::/32', // Amazon: metadata, name server, time, credentials of a Pod
  'fd20:ce::254/128', // Google Cloud metadata
  'fd00:c1::a9fe:a9fe/128', // Oracle Cloud metadata
  'fd00:a9fe:a9fe::1/128', // Akamai metadata
  'fd00:42::42/128', // Scaleway metadata
  'fd00:100::100:200/128', // Alibaba Cloud metadata
];

/**
 * @throws RangeError naming the range that is not one.
 * @example egressPolicy({ allow: ['10.96.0.12'], cluster: ['10.96.0.0/12'] }).allows('10.96.0.1') // → false
 */
export function egressPolicy(settings: EgressSettings = {}): EgressPolicy {
  const refused = blockList([...refusedByDefault, ...(settings.cluster ?? [])]);
  const allowed = blockList(settings.allow ?? []);
  const site = (settings.nat64 ?? []).map(nat64Prefix);
  const apiServer = settings.apiServer?.toLowerCase();
  return {
    allowsName: (host) => host.toLowerCase().replace(/\.$/, '') !== apiServer,
    allows(address) {
      const plain = withoutZone(address);
      const version = isIP(plain);
      if (version === 0) return false;
      if (version === 6 && allowed.check(plain, 'ipv6')) return true;
      return judgedAs(plain, version, site).every(
        ([spelling, family]) => allowed.check(spelling, family) || !refused.check(spelling, family),
      );
    },
  };
}

/** An IPv4 address written as IPv6 (`::ffff:127.0.0.1`, `64:ff9b::7f00:1`) reaches the IPv4 host, so it is judged as that too. */
function judgedAs(address: string, version: number, site: readonly Nat64Prefix[]): [string, 'ipv4' | 'ipv6'][] {
  if (version === 4) return [[address, 'ipv4']];
  return [[address, 'ipv6'], ...embeddedIPv4(address, site).map((plain): [string, 'ipv4'] => [plain, 'ipv4'])];
}

function withoutZone(address: string): string {
  return address.replace(/%.*$/s, '');
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
