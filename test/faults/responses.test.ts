import { afterAll, describe, expect, it } from '@jest/globals';
import { answeredBy, answeredByFtp, type Responds, type Shown } from '../support/faults/answered.ts';
import { Day, hour, minute } from '../support/faults/day.ts';

/** What servers really respond to a wrong password, tested once by the engine, then for a driven day by the operator. */
const day = process.env['FAULTS'] === 'full' ? 24 * hour : 6 * hour;
const table: [scenario: string, reason: string, attempts: number, bound: number][] = [];

afterAll(() => {
  const rows = table.map((row) => `| ${row.join(' | ')} |`);
  process.stdout.write(
    ['| Response | reason | attempts | at most |', '| --- | --- | --- | --- |', ...rows, ''].join('\n'),
  );
});

/** What takes no part in a sign-in changes every 20 minutes meanwhile. */
async function driven(name: string, { verdict, times }: Shown, bound: number): Promise<void> {
  expect(times).toBe(1);
  const world = new Day();
  world.answer = verdict;
  world.secret('s', 'wrong');
  world.connect('c');
  await world.every(20 * minute, day, (turn) => {
    world.edit('c', { displayName: `Name ${turn}` });
    world.touch('Secret', 's');
  });
  const attempts = world.most(24 * hour) * times;
  table.push([name, 'reason' in verdict ? verdict.reason : verdict.outcome, attempts, bound]);
  expect(attempts).toBeLessThanOrEqual(bound);
  expect(attempts).toBeGreaterThan(0);
  expect(world.most(30 * minute)).toBeLessThanOrEqual(3);
}

const page = '<!doctype html><title>Sign in</title><form><input type="password" name="p"></form>';

function status(code: number, headers: Record<string, string> = {}, body = ''): Responds {
  return (response) => response.writeHead(code, headers).end(body);
}

const html = { 'content-type': 'text/html' };
const refusals: [string, Responds][] = [
  ...[400, 401, 402, 403, 404, 405, 406, 409, 410, 418, 419, 423, 440, 451, 501].map((code): [string, Responds] => [
    String(code),
    status(code),
  ]),
  ['200 and nothing', status(200)],
  ['204', status(204)],
  ['200, a page to sign in', status(200, html, page)],
  ['403, a page', status(403, html, page)],
  ['302 to the sign-in page', status(302, { location: 'https://login.example.com/' })],
  [
    '302 within the origin, each hop another',
    (response, { url = '' }) => status(302, { location: `${url}x` })(response, undefined as never),
  ],
  ['207, no whole XML', status(207, { 'content-type': 'text/xml' }, '<D:multistatus')],
];

describe('refused or not understood: twice a day', () => {
  it.each(refusals)('%s', async (name, responds) => {
    await driven(name, await answeredBy(responds), 2);
  });

  it('FTP 530 Too many failed login attempts', async () => {
    const line = '530 Too many failed login attempts';
    await driven(`FTP ${line}`, await answeredByFtp(line), 2);
  });
});

const retryAfter = ['60', '1', '0', '-5', 'soon 5', 'Thu, 01 Jan 1970 00:00:00 GMT'];
const silences: [string, Responds][] = [
  ...[500, 502, 503, 504, 507, 520].map((code): [string, Responds] => [String(code), status(code)]),
  ['502, a page of a gateway', status(502, html, '<html><h1>502 Bad Gateway</h1></html>')],
  ...[429, 503].flatMap((code) =>
    retryAfter.map((value): [string, Responds] => [
      `${code}, Retry-After: ${value}`,
      status(code, { 'retry-after': value }),
    ]),
  ),
  ['reset', (response) => response.destroy()],
];

describe('not answered, for a password that was never accepted: three times in half an hour, then once an hour', () => {
  it.each(silences)('%s', async (name, responds) => {
    await driven(name, await answeredBy(responds), day / hour + 3);
  });

  it('silence', async () => {
    await driven('silence', await answeredBy(() => {}, 500), day / hour + 3);
  });
});
