import { ReplyParser, type Reply } from '../../../../../src/connectors/drivers/ftp/reply.ts';

const conversation =
  '220-Welcome\r\n530 not yet\r\n 220 indented\r\n220 now\r\n331 päss?\r\n230\r\n211-Features:\r\n MLST type*;\r\n211 End\r\n';
const replies: Reply[] = [
  { code: 220, text: 'Welcome\n530 not yet\n 220 indented\nnow' },
  { code: 331, text: 'päss?' },
  { code: 230, text: '' },
  { code: 211, text: 'Features:\n MLST type*;\nEnd' },
];

it.each([1, 2, 3, 7, 1000])('reads the same, whatever pieces of %i bytes it comes in', (size) => {
  const bytes = Buffer.from(conversation);
  const parser = new ReplyParser();

  const found: unknown[] = [];
  for (let at = 0; at < bytes.length; at += size) found.push(parser.feed(bytes.subarray(at, at + size)));

  expect(found.flat()).toEqual(replies);
  expect(parser.midway).toBe(false);
});

it('reads lines that end without a carriage return', () => {
  expect(new ReplyParser().feed(Buffer.from('220 one\n\n220 two\n'))).toEqual([
    { code: 220, text: 'one' },
    { code: 220, text: 'two' },
  ]);
});

it.each([
  ['another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['no code', 'hello\r\n'],
  ['a code that is none', '620 hello\r\n'],
  ['a code of four digits', '2200 hello\r\n'],
])('takes %s for foreign', (_name, text) => {
  expect(new ReplyParser().feed(Buffer.from(text))).toBe('foreign');
});

it.each([
  ['one line', 'x'],
  ['many lines', 'x\r\n'],
])('gives up on a reply without end of %s', (_name, piece) => {
  const parser = new ReplyParser();
  parser.feed(Buffer.from('220-'));

  let found: unknown;
  for (let sent = 0; sent < 100_000 && found !== 'endless'; sent += 1) found = parser.feed(Buffer.from(piece));

  expect(found).toBe('endless');
});

it('knows that a reply has begun', () => {
  const parser = new ReplyParser();

  parser.feed(Buffer.from('234 go on\r\n23'));

  expect(parser.midway).toBe(true);
});
