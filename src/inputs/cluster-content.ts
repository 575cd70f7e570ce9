import { group, type Connection } from '../api/resources.ts';
import { hasConsent } from './consent.ts';
import { refused, type Refused, type StoredObject } from './objects.ts';

/** Characters; a token of a ServiceAccount has some 1,500, a kubeconfig some 6,000. */
const longestToken = 16 * 1024;
const longestConfig = 256 * 1024;

/**
 * Why what is about to be sent is no credential for a platform, by what it is: tools keep tokens and kubeconfigs in Secrets of
 * no type and no label that tells. An annotation of consent is the owner's word that it is one.
 * @param values - those of the Secret that take part in a sign-in
 */
export function holdsTheClusters(
  { spec }: Connection,
  secret: StoredObject,
  values: readonly (readonly [key: string, value: string])[],
): Refused | undefined {
  const found = hasConsent(secret) ? undefined : values.find(([, value]) => kindOf(value) !== undefined);
  if (!found) return undefined;
  const [key, value] = found;
  const what = `names Secret \`${spec.secretRef?.name}\`, in which \`${key}\` is ${kindOf(value)} and not sent to a platform`;
  const fix = `Name the Secret of the account. If this is the one, its owner allows it by annotation ${group}/allowed-platforms. Nothing was sent.`;
  return refused('SecretInvalid', { at: 'spec.secretRef', kind: 'invalid', what }, fix);
}

function kindOf(value: string): string | undefined {
  if (value.length <= longestToken && wordsOf(value).some(isOfServiceAccount)) return 'a token of a ServiceAccount';
  return value.length <= longestConfig && isKubeconfig(value) ? 'a kubeconfig' : undefined;
}

function wordsOf(value: string): string[] {
  return value.split(/[^\w.-]/).filter((word) => word.startsWith('eyJ'));
}

/** By the claims that Kubernetes puts into its tokens, those of old and those that expire. */
function isOfServiceAccount(word: string): boolean {
  const [, claims, signature] = word.split('.');
  if (claims === undefined || signature === undefined) return false;
  try {
    const found: unknown = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
    return typeof found === 'object' && found !== null && Object.keys(found).some((name) => ofKubernetes.test(name));
  } catch {
    return false;
  }
}

const ofKubernetes = /^kubernetes\.io(\/serviceaccount\/|$)/;

/** Of YAML and JSON, whatever stands between the fields. */
function isKubeconfig(value: string): boolean {
  const plain = value.replaceAll(/["'\s]/g, '');
  return plain.includes('kind:Config') && plain.includes('clusters:') && plain.includes('users:');
}
