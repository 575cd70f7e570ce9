import { stringify } from 'yaml';
import type { Draft } from '../contract.ts';
import { manifestsOf } from '../draft-manifests.ts';

/** Stands for a value of the Secret that nobody should read over a shoulder. */
const mask = '••••••••••••';

export function yamlOf(objects: readonly object[]): string {
  return objects.map((object) => stringify(object, { lineWidth: 0 })).join('---\n');
}

const fromSignIn = '# from the sign-in';

/**
 * The objects of a draft; `shown` are the keys of the Secret that are no secret, `later` the fields that a sign-in fills
 * in: `secret.refreshToken`.
 */
export function maskedYaml(draft: Draft, shown: ReadonlySet<string>, later: readonly string[] = []): string {
  const keys = later.flatMap((field) => (field.startsWith('secret.') ? [field.slice('secret.'.length)] : []));
  const open = Object.fromEntries(keys.map((key) => [key, draft.secret[key] || fromSignIn]));
  const { secret, connection } = manifestsOf({ ...draft, secret: { ...draft.secret, ...open } });
  if (!secret) return yamlOf([connection]);
  const masked = Object.entries(secret.stringData).map(
    ([key, value]) => [key, shown.has(key) || value === fromSignIn ? value : mask] as const,
  );
  const text = yamlOf([{ ...secret, stringData: Object.fromEntries(masked) }, connection]);
  return text.replaceAll(`"${fromSignIn}"`, fromSignIn);
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
