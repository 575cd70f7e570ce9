import { registry, type Platform } from '../../../src/connectors/index.ts';
import type { PlatformCase, PlatformCases } from '../../platforms/case.ts';
import { phaseOf, run, type Ran } from '../../platforms/damaged/run.ts';

export interface Tested {
  name: string;
  platform: Platform;
  each: PlatformCase;
}

const notHttp = new Set(['ftp', 'local-filesystem', 'nfs', 'sftp', 'smb', 's3', 'amazon-s3', 'azure-storage']);

/** A good test of every method whose platform is written as steps. */
export async function stepMethods(): Promise<Tested[]> {
  const found: Tested[] = [];
  for (const platform of registry.values()) {
    const { spec, name } = platform;
    if (spec.retired || notHttp.has(spec.driver ?? 'http')) continue;
    // One after the other: Jest links modules that others have begun to import only then.
    const { cases } = (await import(`../../platforms/${name}/cases.ts`)) as { cases: PlatformCases };
    for (const method of spec.methods) {
      const each = cases.find(
        ({ kind, method: of, start, lacks }) => kind === 'connected' && of === method.name && start && !lacks,
      );
      if (each && method.driver === undefined) found.push({ name: `${name}, ${method.name}`, platform, each });
    }
  }
  return found;
}

/** Where in a good test the sign-in and the test itself were responded to. */
export function judgedPlaces(good: Ran): number[] {
  return [...good.exchanges.keys()].filter((at) => ['signIn', 'test'].includes(phaseOf(good, at)));
}

export { run };
