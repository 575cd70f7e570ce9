import { networkInterfaces } from 'node:os';
import { it } from '@jest/globals';
import { sayNotTested } from './not-tested.ts';

const hasIpv6 = Object.values(networkInterfaces()).some((found) => found?.some(({ address }) => address === '::1'));

/** `it` for what needs `::1`, which containers often lack. */
export function itOnIpv6(title: string, body: () => Promise<void>): void {
  if (!hasIpv6) sayNotTested(title, 'this machine has no IPv6');
  (hasIpv6 ? it : it.skip)(title, body);
}
