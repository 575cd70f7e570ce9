/** What a server has to say, before it is written as HTTP. */
export interface Said {
  status: number;
  words: string;
  headers: Record<string, string>;
  body: string;
}

export type Written = (said: Said) => string;

const line = (name: string, value: string) => `${name}: ${value}\r\n`;
const lines = (headers: Record<string, string>) =>
  Object.entries(headers)
    .map(([name, value]) => line(name, value))
    .join('');
const sized = ({ headers, body }: Said) => lines({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
const whole = (start: string, said: Said) => `${start}\r\n${sized(said)}Connection: close\r\n\r\n${said.body}`;
const started = ({ status, words }: Said) => `HTTP/1.1 ${status} ${words}\r\n`;
/** With the headers and the length in other letters. */
const headed =
  (change: (headers: string) => string): Written =>
  (said) =>
    `${started(said)}${change(sized(said))}\r\n${said.body}`;
const unsized =
  (start: (said: Said) => string): Written =>
  (said) =>
    `${start(said)}\r\n${lines(said.headers)}\r\n${said.body}`;
const chunked =
  (chunks: (body: string, size: (text: string) => string) => string): Written =>
  (said) => {
    const size = (text: string) => Buffer.byteLength(text).toString(16).toUpperCase();
    return `${started(said)}${lines({ ...said.headers, 'Transfer-Encoding': 'chunked' })}\r\n${chunks(said.body, size)}`;
  };

/** As HTTP has it, or as servers write it all the same: each means the same. */
export const understood: [string, Written][] = [
  ['what is usual', (said) => whole(`HTTP/1.1 ${said.status} ${said.words}`, said)],
  ['no words, and no space', (said) => whole(`HTTP/1.1 ${said.status}`, said)],
  ['no words after the space', (said) => whole(`HTTP/1.1 ${said.status} `, said)],
  ['HTTP/1.0 without a length', unsized(({ status, words }) => `HTTP/1.0 ${status} ${words}`)],
  ['HTTP/1.0 without words and length', unsized(({ status }) => `HTTP/1.0 ${status}`)],
  ['HTTP/1.1 to the end of the connection', unsized(({ status, words }) => `HTTP/1.1 ${status} ${words}`)],
  ['words in UTF-8', (said) => whole(`HTTP/1.1 ${said.status} Готово ✓`, said)],
  ['words of another status', (said) => whole(`HTTP/1.1 ${said.status} 500 Internal Server Error`, said)],
  ['long words', (said) => whole(`HTTP/1.1 ${said.status} ${'very '.repeat(200)}`, said)],
  ['headers in lower case', headed((text) => text.replaceAll(/^[^:]+/gm, (name) => name.toLowerCase()))],
  ['headers in capitals', headed((text) => text.replaceAll(/^[^:]+/gm, (name) => name.toUpperCase()))],
  ['no space after the colon', headed((text) => text.replaceAll(': ', ':'))],
  ['tabs around values', headed((text) => text.replaceAll(': ', ':\t ').replaceAll('\r\n', ' \t\r\n'))],
  ['an empty header', headed((text) => `X-Powered-By:\r\n${text}`)],
  ['a header in UTF-8', headed((text) => `X-Site: Köln\r\n${text}`)],
  [
    'chunks with extensions and a trailer',
    chunked((body, size) => `${size(body)};a="b"\r\n${body}\r\n0\r\nX-Sum: 1\r\n\r\n`),
  ],
  ['chunks with zeros', chunked((body, size) => `000${size(body)}\r\n${body}\r\n000\r\n\r\n`)],
  ['100 before it', (said) => `HTTP/1.1 100\r\n\r\n${whole(`HTTP/1.1 ${said.status}`, said)}`],
  [
    '103 before it',
    (said) => `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${whole(`HTTP/1.1 ${said.status}`, said)}`,
  ],
  ['an empty line before it', (said) => `\r\n${whole(`HTTP/1.1 ${said.status} OK`, said)}`],
];

/** What may mean anything: nothing is said of the credential. */
export const refused: [string, RegExp, Written][] = [
  [
    'a folded header',
    /^UnexpectedReply.*not valid HTTP: a header that is folded/,
    headed((text) => `X-Served-By: one,\r\n two\r\n${text}`),
  ],
  [
    'a folded challenge or type',
    /^UnexpectedReply.*not valid HTTP: a header that is folded/,
    headed((text) => text.replaceAll(/^((?:WWW|Content-T)[^:]+):/gm, '$1:\r\n\t')),
  ],
  [
    'a space after the size of a chunk',
    /^UnexpectedReply.*not valid HTTP: a chunk/,
    chunked((body, size) => `${size(body)} \r\n${body}\r\n0 \r\n\r\n`),
  ],
  [
    'chunks and a length',
    /^UnexpectedReply.*not valid HTTP: a length beside chunks/,
    (said) =>
      `${started(said)}${sized(said)}Transfer-Encoding: chunked\r\n\r\n${Buffer.byteLength(said.body).toString(16)}\r\n${said.body}\r\n0\r\n\r\n`,
  ],
  [
    'lines without a carriage return',
    /^UnexpectedReply.*not valid HTTP: a line that does not end in CR LF/,
    (said) => whole(`HTTP/1.1 ${said.status} OK`, said).replaceAll('\r\n', '\n'),
  ],
  ['a space before a colon', /^UnexpectedReply/, headed((text) => `X-Odd : 1\r\n${text}`)],
  ['two lengths', /^UnexpectedReply.*not valid HTTP: two lengths/, headed((text) => `${text}Content-Length: 1\r\n`)],
  ['a line that is no header', /^UnexpectedReply/, headed((text) => `and so on\r\n${text}`)],
  ['a status of two digits', /^UnexpectedReply.*not valid HTTP: a status/, (said) => whole('HTTP/1.1 20 OK', said)],
  ['a status of four digits', /^UnexpectedReply/, (said) => whole('HTTP/1.1 2000 OK', said)],
  ['another protocol', /^UnexpectedReply.*does not speak HTTP/, (said) => whole('ICY 200 OK', said)],
  ['no status line at all', /^UnexpectedReply/, (said) => said.body],
  ['less than its length', /^ServiceUnavailable/, headed((text) => text.replace(/(Length: )\d+/, '$19999'))],
  ['chunks without the last', /^ServiceUnavailable/, chunked((body, size) => `${size(body)}\r\n${body}\r\n`)],
];
