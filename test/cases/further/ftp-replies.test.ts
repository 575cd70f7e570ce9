import { afterEach, describe, expect, it } from '@jest/globals';
import { startFtpServer, type FtpServer } from '../../../dev/servers/ftp-server.ts';
import type { FtpServerOptions } from '../../../dev/servers/ftp-session.ts';
import { registry } from '../../../src/connectors/index.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';

let server: FtpServer;
afterEach(() => server.stop());

async function probe(options: FtpServerOptions, password = 'right') {
  server = await startFtpServer({
    accounts: [{ username: 'svc', password: 'right', write: true }],
    directories: ['/in'],
    ...options,
  });
  return planAndTest(
    {
      platform: registry.get('ftp')!,
      config: { host: '127.0.0.1', port: server.port, allowInsecure: true },
      secret: { username: 'svc', password },
      requires: { proof: 'Probe', path: '/in', access: ['Read', 'Write', 'Update', 'Delete'] },
      uid: '7d5e',
    },
    testContext(),
  );
}

/** Every reply in other words; those whose words say something keep them. */
const written = (change: (reply: string, step: string) => string): FtpServerOptions => ({
  tap: ({ step, bytes }) => ({ send: [Buffer.from(change(bytes.toString(), step), 'latin1')] }),
});
const tells = /^(227|229|211|250-)/;
const unlessTold = (change: (reply: string) => string) =>
  written((reply) => (tells.test(reply) ? reply : change(reply)));
const ofCommand = (wanted: string, reply: string) =>
  written((usual, step) => (step === wanted ? `${reply}\r\n` : usual));

const understood: [string, FtpServerOptions][] = [
  ['the usual', {}],
  ['numbers alone', unlessTold((reply) => `${reply.slice(0, 3)}\r\n`)],
  ['numbers and a space', unlessTold((reply) => `${reply.slice(0, 3)} \r\n`)],
  ['lines without a carriage return', written((reply) => reply.replaceAll('\r\n', '\n'))],
  ['words in Latin-1', unlessTold((reply) => `${reply.slice(0, 4)}Gr\u00fc\u00dfe\r\n`)],
  ['several lines', unlessTold((reply) => `${reply.slice(0, 3)}-First\r\n second\r\n\r\n${reply}`)],
  [
    'several lines, each with its number',
    unlessTold((reply) => `${reply.slice(0, 3)}-First\r\n${reply.slice(0, 3)}-second\r\n${reply}`),
  ],
  [
    'several lines with other numbers in them',
    unlessTold((reply) => `${reply.slice(0, 3)}-First\r\n120 soon\r\n421-bye\r\n${reply}`),
  ],
  [
    'a greeting of many lines',
    ofCommand('greeting', `220-Welcome\r\n220-\r\n${'  ***  \r\n'.repeat(40)}220 530 ready`),
  ],
  ['a greeting that ends in its number', ofCommand('greeting', '220-Welcome\r\n220')],
  ['a message of the day', ofCommand('PASS', '230-Welcome\r\n 530 Login incorrect.\r\n230 go on')],
  ['no path in PWD', ofCommand('PWD', '257')],
  ['PWD that is not there', { answers: { PWD: '502 no' } }],
  ['FEAT that is not there', { answers: { FEAT: '500 what?' } }],
  ['FEAT in one line', { answers: { FEAT: '211 none' } }],
  [
    'FEAT with numbers before each',
    { answers: { FEAT: '211-Features\r\n211-EPSV\r\n211-SIZE\r\n211-MLST type*;perm*;\r\n211 End' } },
  ],
  ['OPTS that is not there', { mlst: 'rights not chosen', answers: { OPTS: '501 no' } }],
  ['MLST with its number before each line', written((reply) => reply.replaceAll(/^ type/gm, '250-type'))],
  ['MLST without a space before its facts', written((reply) => reply.replaceAll(/^ type/gm, 'type'))],
  ['TYPE with a 2xx of its own', { answers: {}, ...ofCommand('TYPE', '250 ok') }],
  ['EPSV that is not there', { answers: { EPSV: '502 no' } }],
  ['EPSV that is not known', { answers: { EPSV: '500 no' } }],
  ['EPSV that is not allowed', { answers: { EPSV: '550 no' } }],
  ['EPSV of another network', { answers: { EPSV: '522 Network protocol not supported, use (1)' } }],
  ['227 without brackets', written((reply) => reply.replaceAll(/^227 .*?\((.*)\)\./gm, '227 Passive =$1'))],
  ['125 in place of 150', written((reply) => reply.replaceAll(/^150/gm, '125'))],
  ['250 in place of 226', written((reply) => reply.replaceAll(/^226/gm, '250'))],
  [
    '226 alone, as soon as it begins',
    written((reply) => reply.replaceAll(/^150.*/gm, '226 done').replaceAll(/^226 (stored|sent|listed)\r\n/gm, '')),
  ],
  [
    '226 with 150, as soon as it begins',
    written((reply) =>
      reply.replaceAll(/^150(.*)\r\n/gm, '150$1\r\n226 done\r\n').replaceAll(/^226 (stored|sent|listed)\r\n/gm, ''),
    ),
  ],
  ['DELE with 200', written((reply, step) => (step === 'DELE' ? reply.replace('250', '200') : reply))],
  ['DELE with 226', written((reply, step) => (step === 'DELE' ? reply.replace('250', '226') : reply))],
  ...[500, 501, 502, 503, 504, 550, 450].map((code): [string, FtpServerOptions] => [
    `MLST ${code}`,
    written((reply, step) => (step === 'MLST' ? `${code} no\r\n` : reply)),
  ]),
  ...[500, 502, 501, 504].map((code): [string, FtpServerOptions] => [
    `neither MLST nor SIZE (${code})`,
    { mlst: 'none', answers: { SIZE: `${code} not implemented` } },
  ]),
  [
    'SIZE 450 for what is not there',
    { mlst: 'none', ...written((reply, step) => (step === 'SIZE' ? reply.replace('550', '450') : reply)) },
  ],
  ['CWD with 200', ofCommand('CWD', '200 there')],
];

describe('A server that says the same in other ways', () => {
  it.each(understood)('%s', async (_name, options) => {
    const verdict = await probe(options);

    expect(verdict).toMatchObject({
      outcome: 'connected',
      access: { write: 'Granted', update: 'Granted', delete: 'Granted' },
    });
    expect(server.files()).toEqual({});
    expect(server.violations()).toEqual([]);
    await server.stop();
    expect(await probe(options, 'wrong')).toMatchObject({ outcome: 'failed' });
  });
});

it.each(['MLST', 'SIZE', 'RNFR'])(
  'a file that is there is seen by %s, and goes before another is written',
  async (question) => {
    const none = '502 not implemented';
    const answers = Object.fromEntries(
      ['MLST', 'SIZE', 'RNFR'].filter((one) => one !== question).map((one) => [one, none]),
    );
    const files = { '/in/.connection-test-7d5e': 'of a test that was killed', '/in/theirs.csv': 'a,b' };

    const verdict = await probe({ answers, files });

    expect(verdict).toMatchObject({ outcome: 'connected', access: { write: 'Granted', delete: 'Granted' } });
    expect(server.commands()).toContain(question);
    expect(server.files()).toEqual({ '/in/theirs.csv': 'a,b' });
  },
);

it('nothing is written where the server does not tell whether a file is there', async () => {
  const none = '502 not implemented';

  const verdict = await probe({ answers: { MLST: none, SIZE: none, RNFR: none } });

  expect(verdict).toMatchObject({
    outcome: 'failed',
    reason: 'InvalidConfiguration',
    about: expect.stringMatching(/RNFR/),
  });
  expect(server.commands()).not.toContain('STOR');
});
