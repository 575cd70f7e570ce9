import { X509Certificate } from 'node:crypto';
import type { Connection } from '../api/resources.ts';
import { readObject, refused, textIn, type ObjectSource, type Refused } from './objects.ts';

/** The authorities (PEM) that `spec.tls.caRef` names. */
export async function readCa({ spec }: Connection, objects: ObjectSource): Promise<string | undefined | Refused> {
  const ref = spec.tls?.caRef;
  if (!ref) return undefined;
  const kind = ref.kind ?? 'ConfigMap';
  const field = 'spec.tls.caRef';
  const read = await readObject({ kind, name: ref.name, field }, objects);
  if ('verdict' in read) return read;
  const key = ref.key ?? 'ca.crt';
  const pem = textIn(read.object, key, kind);
  const place = `${field} names ${kind} ${ref.name}`;
  if (pem === undefined) return refused('InvalidConfiguration', `${place}, which has no key ${key}`);
  return areCertificates(pem)
    ? pem
    : refused('InvalidConfiguration', `${place}, whose key ${key} has no certificate in PEM form`);
}

function areCertificates(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
