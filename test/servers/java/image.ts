import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer } from 'testcontainers';
import { jarsOf, type JavaServer } from './built.ts';

/** The image of a folder of test servers. @param java - whose jars its Dockerfile wants */
export async function imageOf(name: string, java?: JavaServer): Promise<GenericContainer> {
  const folder = join(import.meta.dirname, '..', name);
  if (java === undefined) return GenericContainer.fromDockerfile(folder).build();
  const context = await mkdtemp(join(tmpdir(), `${name}-`));
  try {
    await cp(folder, context, { recursive: true });
    await cp(jarsOf(java), join(context, 'jars'), { recursive: true });
    return await GenericContainer.fromDockerfile(context).build();
  } finally {
    await rm(context, { recursive: true });
  }
}
