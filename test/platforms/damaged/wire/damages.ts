import type { Instead, Said } from '../../../../dev/servers/tap.ts';

/** How one thing that a server says is damaged. */
export interface WireDamage {
  name: string;
  /** The good bytes come first, whole. */
  keeps?: boolean;
  /** It takes something that was said before. */
  follows?: boolean;
  /** What the server says in the protocol's own form, with another code, type or status. */
  code?: number;
  /** A field of the message that was changed, by its place. */
  field?: number;
  /** @param earlier - what was said before it. */
  make(said: Said, earlier: readonly Buffer[]): Instead;
}

const web = Buffer.from(
  'HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><body>Bad Request</body></html>',
);
const garbage = Buffer.from(Array.from({ length: 300 }, (_, at) => (at * 151 + 87) & 255));
const mega = 1024 * 1024;
const bom = Buffer.from('\u{feff}');

/** Damages that need no knowledge of the protocol. @param secret - what a server must not make the verdict repeat */
export function plainDamages(secret: string): WireDamage[] {
  const cuts = [0.2, 0.4, 0.6, 0.8, 0.99].flatMap((share): WireDamage[] => {
    const cut = ({ bytes }: Said) => bytes.subarray(0, Math.floor(bytes.length * share));
    return [
      { name: `cut at ${share}`, make: (said) => ({ send: [cut(said)] }) },
      { name: `cut at ${share}, and closed`, make: (said) => ({ send: [cut(said)], close: true }) },
    ];
  });
  const instead = (name: string, bytes: Buffer): WireDamage => ({ name, make: () => ({ send: [bytes] }) });
  return [
    ...cuts,
    { name: 'nothing', make: () => ({ send: [] }) },
    { name: 'closed instead', make: () => ({ send: [], close: true }) },
    { name: 'closed after it', keeps: true, make: ({ bytes }) => ({ send: [bytes], close: true }) },
    { name: 'twice', keeps: true, make: ({ bytes }) => ({ send: [bytes, bytes] }) },
    { name: 'the one before it', follows: true, make: (_said, earlier) => ({ send: earlier.slice(-1) }) },
    {
      name: 'after the one before it',
      follows: true,
      make: ({ bytes }, earlier) => ({ send: [...earlier.slice(-1), bytes] }),
    },
    { name: 'with a BOM', make: ({ bytes }) => ({ send: [Buffer.concat([bom, bytes])] }) },
    instead('garbage', garbage),
    instead('HTTP', web),
    instead('the credential', Buffer.from(`${secret}\r\n`)),
    instead('zeros', Buffer.alloc(256)),
    instead('1 MB of spaces', Buffer.alloc(mega, ' ')),
    instead('1 MB of zeros', Buffer.alloc(mega)),
    { name: '1 MB after it', keeps: true, make: ({ bytes }) => ({ send: [bytes, Buffer.alloc(mega, 'x')] }) },
  ];
}

/** Another code in the protocol's own form. */
export function withCodes(codes: readonly number[]): WireDamage[] {
  return codes.map((code) => ({
    name: `code ${code}`,
    code,
    make: ({ bytes, withCode }) => ({ send: [withCode?.(code) ?? bytes] }),
  }));
}

/** Each word of 32 bits, one after the other, made something else. */
export function withWords(count: number, values: readonly number[]): WireDamage[] {
  return Array.from({ length: count }, (_, field) => field).flatMap((field) =>
    values.map((value) => ({
      name: `word ${field} is ${value}`,
      field,
      code: value,
      make: ({ bytes }) => ({ send: [changed(bytes, field * 4, value)] }),
    })),
  );
}

function changed(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  if (at + 4 <= copy.length) copy.writeUInt32BE(value, at);
  return copy;
}
