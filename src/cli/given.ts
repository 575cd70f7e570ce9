import { registry, suggestPlatforms, validatePlatform, type Platform } from '../connectors/index.ts';
import { BadInput } from './exit.ts';
import type { Io } from './io.ts';
import { readManifests } from './manifests.ts';

/** A built-in platform, or the one of a file. @throws BadInput */
export async function givenPlatform(name: string, filename: string | undefined, io: Io): Promise<Platform> {
  const built = registry.get(name);
  if (built) return built;
  const own = filename === undefined ? [] : await readManifests([filename], io);
  const found = own.find(({ manifest }) => manifest.kind === 'Platform' && manifest.metadata?.name === name);
  if (!found) throw new BadInput(noPlatform(name));
  const spec = found.manifest.spec as Platform['spec'];
  const [mistake] = validatePlatform(spec);
  if (mistake) throw new BadInput(mistake.message);
  return { name, spec };
}

function noPlatform(name: string): string {
  const meant = suggestPlatforms(name);
  const perhaps = meant.length === 0 ? '' : `; perhaps ${meant.join(' or ')} is meant`;
  return `there is no platform ${name}${perhaps}; \`connection platforms\` lists them, and one of your own is read with -f FILE`;
}

/** `--config url=https://…`. @throws BadInput */
export function givenSettings(pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, key, value] = /^([\w.-]+)=(.*)$/s.exec(pair) ?? [];
      if (key === undefined || value === undefined) throw new BadInput(`--config takes KEY=VALUE, not ${pair}`);
      return [key, value];
    }),
  );
}
