import { expect, it } from '@jest/globals';
import { meaningOfStatus } from '../../src/connectors/drivers/azure-storage/status.ts';
import { readStorageResponse } from '../../src/connectors/drivers/azure-storage/response.ts';
import { asksForCode } from '../../src/connectors/drivers/sftp/questions.ts';
import { isSignInPage } from '../../src/connectors/engine/html.ts';
import { saidOfAccount, saidOfMoment } from '../../src/connectors/engine/said.ts';
import { threadMs } from '../support/thread-time.ts';

/** Words of a stranger that are read by more than their length where somebody writes a pattern for it: prompts, pages, refusals. */
const size = 64 * 1024;
const limitMs = 50;
const full = (piece: string, end = '') => piece.repeat(Math.ceil(size / piece.length)).slice(0, size) + end;
const texts = [
  ...['a', '@', 'a@', ' ', 'a ', '-', 'svc', 'svc@', '(', "'", 'password for '].map((piece) => full(piece, '!')),
  ...['<form ', '<form', '<form>', '<', '<form action="', '<input type=', '<form logi'].map((piece) => full(piece)),
  ...['account ', 'account is ', 'the user x ', 'password ', 'of the ', 'too many ', 'ip address ', 'or '].map(
    (piece) => full(piece, 'x'),
  ),
];

const readers: Record<string, (text: string) => unknown> = {
  'a prompt of SFTP': (text) => asksForCode(text, { username: 'ACME\\svc', host: 'files.example.com' }),
  'a page': isSignInPage,
  'a page in place of Azure Storage': (text) => {
    const sent = { status: 200, headers: { 'content-type': 'text/html' }, cookies: {}, text };
    return meaningOfStatus(readStorageResponse(sent), {
      origin: new URL('https://files.example.com'),
      now: 0,
      fresh: false,
    });
  },
  'a refusal, of the account': saidOfAccount,
  'a refusal, of the moment': saidOfMoment,
};

it.each(Object.entries(readers))('%s keeps nobody waiting', (kind, read) => {
  for (const text of texts) read(text.slice(0, 100));

  const found = texts.map((text) => ({ text: text.slice(0, 20), ms: threadMs(() => read(text), limitMs) }));

  const [longest] = found.toSorted((one, other) => other.ms - one.ms);
  process.stderr.write(`${kind}: ${longest!.ms.toFixed(1)} ms at most (${longest!.text})\n`);
  expect(found.filter(({ ms }) => ms > limitMs)).toEqual([]);
});
