import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goTidy } from './go-build.ts';
import { goModFor, isOtherVersion, KUBERNETES_VERSION, type GoModule } from './go-modules.ts';

/** The module that builds the version that is asked for: the one beside this file, or one made of it in `folder`. */
export async function ofOtherVersion(module: GoModule, folder: string): Promise<GoModule> {
  if (!isOtherVersion) return module;
  const dir = join(folder, 'module');
  await mkdir(dir, { recursive: true });
  await cp(join(module.dir, 'cmd'), join(dir, 'cmd'), { recursive: true });
  await writeFile(join(dir, 'go.mod'), goModFor(KUBERNETES_VERSION));
  await goTidy(dir);
  return { ...module, dir };
}
