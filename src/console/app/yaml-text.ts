import { stringify } from 'yaml';
import type { Draft } from '../contract.ts';
import { manifestsOf } from '../draft-manifests.ts';

/** Stands for a value of the Secret that nobody should read over a shoulder. */
const mask = '••••••••••••';

export function yamlOf(objects: readonly object[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n');
}

/** The objects of a draft; `shown` are the keys of the Secret that are no secret. */
export function maskedYaml(draft: Draft, shown: ReadonlySet<string>): string {
  const { secret, connection } = manifestsOf(draft);
  if (!secret) return yamlOf([connection]);
  const masked = Object.entries(secret.stringData).map(([key, value]) => [key, shown.has(key) ? value : mask] as const);
  return yamlOf([{ ...secret, stringData: Object.fromEntries(masked) }, connection]);
}

/** As it is, with the values: for a file, or for the person's own `kubectl apply`. */
export function fullYaml(draft: Draft): string {
  const { secret, connection } = manifestsOf(draft);
  return yamlOf(secret ? [secret, connection] : [connection]);
}

export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
