import { group, version } from '../api/resources.ts';
import { isApiError } from '../runtime/index.ts';
import type { At } from './at.ts';
import { fail, ok, type Finding } from './diagnosis.ts';

const kinds = ['connections', 'platforms'];

/** Whether the API server serves our kinds, in the version that this code speaks. Everybody may ask that. */
export async function installedCheck({ client, signal }: Pick<At, 'client' | 'signal'>): Promise<Finding> {
  const name = 'crds';
  const served = await versionsOf({ client, signal });
  const install = 'Install the chart, or apply the two files of crds/.';
  if (served.length === 0) return fail(name, `The cluster has no CustomResourceDefinition of ${group}.`, install);
  if (!served.includes(version)) {
    const hint = 'Use a command of the version that is installed, or upgrade the chart.';
    return fail(name, `The cluster serves ${group} as ${served.join(', ')}, and not as ${version}.`, hint);
  }
  const { resources } = await client.get<{ resources: { name: string }[] }>(`/apis/${group}/${version}`, { signal });
  const missing = kinds.filter((kind) => !resources.some((one) => one.name === kind));
  if (missing.length > 0) return fail(name, `The cluster does not know ${missing.join(' and ')} of ${group}.`, install);
  return ok(name, `Connection and Platform are installed (${group}/${version}).`);
}

async function versionsOf({ client, signal }: Pick<At, 'client' | 'signal'>): Promise<string[]> {
  try {
    const found = await client.get<{ versions: { version: string }[] }>(`/apis/${group}`, { signal });
    return found.versions.map((one) => one.version);
  } catch (error) {
    if (isApiError(error, 404)) return [];
    throw error;
  }
}
