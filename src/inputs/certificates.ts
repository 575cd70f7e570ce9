import type { Connection } from '../api/resources.ts';
import { certificatesIn } from '../connectors/index.ts';
import { readObject, refused, textIn, type ObjectSource, type Refused } from './objects.ts';

/** Characters and certificates: twice what all public authorities have; each is read while everybody waits. */
const longest = 320 * 1024;
const most = 300;

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
  if (pem.length > longest) return refused('InvalidConfiguration', `${place}, whose key ${key} has more than 320 KiB`);
  if (pem.split('-----BEGIN ').length > most + 1)
    return refused('InvalidConfiguration', `${place}, whose key ${key} has more than ${most} certificates`);
  const certificates = certificatesIn(pem);
  return (
    certificates ??
    refused('InvalidConfiguration', `${place}, whose key ${key} has no certificate in PEM form, or a damaged one`)
  );
}
