const signature = Buffer.from('NTLMSSP\0', 'latin1');
/** [MS-NLMP] 2.2.2.1, ids of what a challenge tells of its server. */
const netBiosComputer = 1;
const netBiosDomain = 2;
const dnsDomain = 4;
const negotiateSign = 0x10;

/** [MS-SPNG] 1.9 and RFC 4178: ids of the ways to sign in that a server offers; Windows 2000 wrote that of Kerberos wrongly. */
const ntlmWay = Buffer.from('2b06010401823702020a', 'hex');
const kerberosWays = ['2a864886f712010202', '2a864882f712010202'].map((id) => Buffer.from(id, 'hex'));

/** Whether the SPNEGO token of a server's first answer offers Kerberos, and NTLM not. */
export function offersKerberosOnly(bytes: Buffer): boolean {
  return kerberosWays.some((way) => bytes.includes(way)) && !bytes.includes(ntlmWay);
}

/** The NTLM message inside a SPNEGO token: 2 = challenge, 3 = the answer that is made with the password. */
export function ntlmMessageIn(bytes: Buffer): { type: number; bytes: Buffer } | undefined {
  const at = bytes.indexOf(signature);
  if (at < 0 || at + 12 > bytes.length) return undefined;
  return { type: bytes.readUInt32LE(at + 8), bytes: bytes.subarray(at) };
}

/** [MS-NLMP] 2.2.2.5: whether the server that sent the challenge signs what it says. */
export function isSigning(challenge: Buffer): boolean {
  return challenge.length < 24 || (challenge.readUInt32LE(20) & negotiateSign) !== 0;
}

/** Domain that a challenge is for: where the server is in none, the server itself. */
export function domainOf(challenge: Buffer): string | undefined {
  const found = targetOf(challenge);
  return found.get(dnsDomain) || found.get(netBiosDomain) || undefined;
}

/** Whether the server that sent the challenge is in a domain, whose users it knows besides its own. */
export function isInDomain(challenge: Buffer): boolean {
  const found = targetOf(challenge);
  const [domain, computer] = [found.get(netBiosDomain), found.get(netBiosComputer)];
  return Boolean(domain && computer) && domain !== computer;
}

/** [MS-NLMP] 2.2.1.2 */
function targetOf(challenge: Buffer): Map<number, string> {
  const found = new Map<number, string>();
  if (challenge.length < 48) return found;
  const start = challenge.readUInt32LE(44);
  const info = challenge.subarray(start, start + challenge.readUInt16LE(40));
  for (let at = 0; at + 4 <= info.length;) {
    const id = info.readUInt16LE(at);
    const end = at + 4 + info.readUInt16LE(at + 2);
    if (id === 0) break;
    found.set(id, printable(info.toString('utf16le', at + 4, end)));
    at = end;
  }
  return found;
}

function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '').slice(0, 255);
}
