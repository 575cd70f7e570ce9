import { a, replyTo, startHostileDns, written } from './hostile-dns.ts';

/** A program: a name server whose every answer is 4000 addresses, by TCP. Prints where it is. */
const all = written(Array.from({ length: 4000 }, (_, n) => a(`198.51.${n >> 8}.${n & 255}`)));
const truncated = 0x0380;

const dns = await startHostileDns((question) => [
  question.tcp ? replyTo(question, all) : replyTo(question, [], truncated),
]);
process.stdout.write(`${dns.address}\n`);
