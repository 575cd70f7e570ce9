import { readFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import type { PlatformSpec } from '../../api/platform.gen.ts';
import { registry, type Platform } from '../../connectors/index.ts';

interface Manifest {
  kind?: string;
  metadata?: { name?: string };
  spec?: PlatformSpec;
}

/** A built-in platform by its name, else the Platform in a file. @throws Error if there is neither. */
export async function platformOf(what: string): Promise<Platform> {
  const builtIn = registry.get(what);
  if (builtIn) return builtIn;
  const text = await readFile(what, 'utf8').catch(() => {
    throw new Error(`there is no file ${what}, and no built-in platform of that name`);
  });
  return readPlatform(text, what);
}

/** The first Platform of a YAML file. @throws Error if there is none, or the file is no YAML. */
export function readPlatform(text: string, file: string): Platform {
  const documents = parseAllDocuments(text, { logLevel: 'error' });
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) throw new Error(`${file} is no YAML: ${error.message}`);
  const manifests = documents.map((document) => document.toJS() as Manifest | null);
  const found = manifests.find((manifest) => manifest?.kind === 'Platform');
  if (!found?.spec) throw new Error(`${file} has no document with \`kind: Platform\` and \`spec\``);
  return { name: found.metadata?.name ?? 'platform', spec: found.spec };
}
