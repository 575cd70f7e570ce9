import { createHash } from 'node:crypto';

/**
 * The token that binds a sign-in to the TLS connection it was made on: MD5 of a gss_channel_bindings_struct (MS-NLMP,
 * 2.2.2.1 and RFC 2744, 3.11) that holds `tls-server-end-point` (RFC 5929, 4).
 * @param certificate - the server's, as it came (DER)
 * @returns undefined where that binding is not defined for how the certificate is signed.
 */
export function channelBinding(certificate: Buffer): Buffer | undefined {
  const algorithm = endPointHash(certificate);
  if (algorithm === undefined) return undefined;
  return bindingToken(createHash(algorithm).update(certificate).digest());
}

export function bindingToken(hash: Buffer): Buffer {
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), hash]);
  // No addresses: their types and lengths are zero, and then comes the length of the data.
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  return createHash('md5').update(head).update(data).digest();
}

/** The hash of the certificate's signature; where that is MD5 or SHA-1, it is SHA-256. */
const hashes: Record<string, string> = {
  '2a864886f70d010104': 'sha256', // md5WithRSAEncryption
  '2a864886f70d010105': 'sha256', // sha1WithRSAEncryption
  '2a864886f70d01010e': 'sha224',
  '2a864886f70d01010b': 'sha256',
  '2a864886f70d01010c': 'sha384',
  '2a864886f70d01010d': 'sha512',
  '2a8648ce3d0401': 'sha256', // ecdsa-with-SHA1
  '2a8648ce3d040301': 'sha224',
  '2a8648ce3d040302': 'sha256',
  '2a8648ce3d040303': 'sha384',
  '2a8648ce3d040304': 'sha512',
  // Of RSASSA-PSS, whose parameters name the hash itself (RFC 4055, 2.1).
  '2b0e03021a': 'sha256', // SHA-1
  '608648016503040204': 'sha224',
  '608648016503040201': 'sha256',
  '608648016503040202': 'sha384',
  '608648016503040203': 'sha512',
};
const rsassaPss = '2a864886f70d01010a';

function endPointHash(certificate: Buffer): string | undefined {
  const [, algorithm] = children(children(certificate)[0] ?? empty);
  const [oid, parameters] = children(algorithm ?? empty);
  if (oid?.toString('hex') !== rsassaPss) return hashes[oid?.toString('hex') ?? ''];
  // Without parameters it is SHA-1.
  const [first] = children(parameters ?? empty);
  const [hash] = first ? children(children(first)[0] ?? empty) : [];
  return hash ? hashes[hash.toString('hex')] : 'sha256';
}

const empty = Buffer.alloc(0);

/** The contents of the elements (DER) that stand in these bytes one after another. */
function children(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at + 2 <= bytes.length;) {
    const short = bytes[at + 1] ?? 0;
    const size = short < 0x80 ? 0 : short - 0x80;
    if (size > 4 || at + 2 + size > bytes.length) return found;
    const length = size === 0 ? short : bytes.readUIntBE(at + 2, size);
    const from = at + 2 + size;
    found.push(bytes.subarray(from, from + length));
    at = from + length;
  }
  return found;
}
