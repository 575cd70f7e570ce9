const round1 = [3, 7, 11, 19];
const round2 = [3, 5, 9, 13];
const round3 = [3, 9, 11, 15];
const order3 = [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15];

/** RFC 1320, which OpenSSL 3 has no more. It is what NTLM keeps of a password, and good for nothing else. */
export function md4(message: Uint8Array): Buffer {
  const padded = pad(message);
  let state: State = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < padded.length; at += 64) {
    const words = Array.from({ length: 16 }, (_, index) => padded.readUInt32LE(at + 4 * index));
    const mixed = mix(state, words);
    state = state.map((word, index) => (word + (mixed[index] ?? 0)) >>> 0) as State;
  }
  const digest = Buffer.alloc(16);
  state.forEach((word, index) => digest.writeUInt32LE(word, 4 * index));
  return digest;
}

type State = [number, number, number, number];

function pad(message: Uint8Array): Buffer {
  const padded = Buffer.alloc(Math.ceil((message.length + 9) / 64) * 64);
  padded.set(message);
  padded[message.length] = 0x80;
  padded.writeBigUInt64LE(BigInt(message.length) * 8n, padded.length - 8);
  return padded;
}

function mix(start: State, words: readonly number[]): State {
  let [a, b, c, d] = start;
  for (let step = 0; step < 48; step += 1) {
    const [mixed, word, constant, shifts] = stepOf(step, b, c, d);
    const sum = (a + mixed + (words[word] ?? 0) + constant) >>> 0;
    const shift = shifts[step % 4] ?? 0;
    [a, b, c, d] = [d, ((sum << shift) | (sum >>> (32 - shift))) >>> 0, b, c];
  }
  return [a, b, c, d];
}

/** What a step mixes in: its function of the state, its word, its constant, and the shifts of its round. */
function stepOf(step: number, b: number, c: number, d: number): [number, number, number, readonly number[]] {
  if (step < 16) return [(b & c) | (~b & d), step, 0, round1];
  if (step < 32) return [(b & c) | (b & d) | (c & d), (step % 4) * 4 + ((step - 16) >> 2), 0x5a827999, round2];
  return [b ^ c ^ d, order3[step - 32] ?? 0, 0x6ed9eba1, round3];
}
