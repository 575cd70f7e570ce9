import { command, numberAt, type Message } from './frames.ts';
import { error } from './statuses.ts';

/** [MS-SMB2] 2.2.31 */
const getDfsReferrals = 0x60194;
/** [MS-DFSC] 2.2.4: how long the head is, and the version of a referral that smbclient takes. */
const headBytes = 8;
const version = 3;

/** Whether a server answers a request for a referral by sending to another server. */
export function refersElsewhere(request: Message, answer: Message): boolean {
  const asked = askedPath(request);
  return asked !== undefined && answer.status >>> 30 !== error && !staysHere(answer, asked);
}

/** The path that a request asks a referral for, `\server\share`; undefined where it asks for something else. */
function askedPath(request: Message): string | undefined {
  if (request.command !== command.ioctl || numberAt(request, 4, 4) !== getDfsReferrals) return undefined;
  return textAt(request.bytes, numberAt(request, 24, 4) + 2);
}

/** Whether an answer says that what was asked for is where it was asked for, and nowhere else. */
function staysHere(answer: Message, asked: string): boolean {
  const { bytes } = answer;
  const start = numberAt(answer, 32, 4);
  const end = start + numberAt(answer, 36, 4);
  const entry = start + headBytes;
  if (end > bytes.length || entry + 18 > end) return false;
  if (bytes.readUInt16LE(start + 2) !== 1 || bytes.readUInt16LE(entry) !== version) return false;
  return textAt(bytes.subarray(0, end), entry + bytes.readUInt16LE(entry + 16)).toLowerCase() === asked.toLowerCase();
}

/** UTF-16 up to a zero, or to the end. */
function textAt(bytes: Buffer, start: number): string {
  return bytes.toString('utf16le', start).split('\0')[0] ?? '';
}
