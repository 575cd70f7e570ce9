import { registry } from '../../src/connectors/index.ts';
import type { PlatformCases } from '../platforms/case.ts';
import type { Canary } from './canary.ts';
import { baitsOf, canariesOfCases, type Bait } from './canary-secrets.ts';

/** A platform's baits, all their canaries and its own cases. */
export interface Bred {
  baits: readonly Bait[];
  canaries: readonly Canary[];
  cases: PlatformCases;
}

/** By name, every built-in platform that is not retired. */
export async function breed(): Promise<ReadonlyMap<string, Bred>> {
  const brood = new Map<string, Bred>();
  for (const [name, platform] of registry) {
    if (platform.spec.retired) continue;
    const { cases } = (await import(`../platforms/${name}/cases.ts`)) as { cases: PlatformCases };
    const baits = await baitsOf(platform, cases);
    const others = speaksItsOwn(name) ? canariesOfCases(platform, cases) : [];
    brood.set(name, { baits, canaries: [...baits.flatMap(({ canaries }) => canaries), ...others], cases });
  }
  return brood;
}

const ownProtocols = new Set(['ftp', 'ftps', 'local-filesystem', 'nfs', 'sftp', 'smb']);

/** Whether a platform is no HTTP, so that its own cases are what it understands. */
export function speaksItsOwn(platform: string): boolean {
  return ownProtocols.has(platform);
}
