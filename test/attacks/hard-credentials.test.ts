import { describe, expect, it } from '@jest/globals';
import type { PlatformMethod } from '../../src/api/platform.gen.ts';
import type { Connection } from '../../src/api/resources.ts';
import type { Verdict } from '../../src/connectors/index.ts';
import { withoutSecrets } from '../../src/reconcilers/status-boundary.ts';
import { contains, occurrences } from '../../src/text/occurrences.ts';
import { createRedactor, REDACTED } from '../../src/runtime/redactor.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { hardStrings } from '../support/hard-strings.ts';
import { strainOf, told } from '../support/strain.ts';
import { threadMs } from '../support/thread-time.ts';
import { ownPlatform } from '../unit/connectors/http-driver/own-platform.ts';

/** Who has both the Secret and the server chooses a credential and a response that take long to compare. */
const platform = ownPlatform();
/** What nobody may be kept waiting for longer; of the thread, so that a busy machine has no part in it. */
const limitMs = 50;
const size = 64 * 1024 - 2000;
const method: Partial<PlatformMethod> = {
  secret: { properties: { user: {}, password: { type: 'string', writeOnly: true } } },
  credential: { headers: { 'X-Key': '{{secret.password}}' } },
};

/** Read in another order, the escapes become others. */
const escapes =
  '\\\\u005cu0026#37;3D41 &#92;u0025&#61; %5Cu003D41 %26#61;41 =5Cu0026 =26#37;41 =25&#65; \\\\u0026#61;\\\\u0025=41 &amp;#37;3D';
const midway = (length: number) => `${'a'.repeat(length)}b${'a'.repeat(length)}`;

const credentials: Record<string, string> = {
  'one letter among others of another': midway(2000),
  'one letter at the beginning': `b${'a'.repeat(4000)}`,
  'one letter at the end': `${'a'.repeat(4000)}b`,
  'a long one': midway(7000),
  'one pair after the other': `${'ab'.repeat(1000)}c${'ab'.repeat(1000)}`,
  'thousands of words': `${'a'.repeat(16)}b `.repeat(700),
  'letters beyond ASCII': `${'é'.repeat(900)}b${'é'.repeat(900)}`.normalize('NFC'),
};
const responses: Record<string, string> = {
  'the other letters': 'a'.repeat(size),
  'pairs of them': 'ab'.repeat(size / 2),
  'many readings of them': escapes + 'a'.repeat(size - escapes.length),
  'a name of them': '',
};

const pairs = Object.entries(credentials).flatMap(([kind, password]) =>
  Object.entries(responses).map(([other, text]) => ({ kind, password, other, text })),
);

it.each(pairs)('$kind, compared with $other, keeps nobody waiting', async ({ kind, password, other, text }) => {
  platform.answer = () => [200, `{"id":"1","name":"${'a'.repeat(1000)}","more":"${text}"}`];
  const sent = /^[ -~]*$/.test(password) ? {} : { credential: { bearer: '{{base64(secret.password)}}' } };
  const test = async () => {
    const strain = await strainOf(() =>
      platform.test({ method: { ...method, ...sent }, secret: { user: 'u', password } }),
    );
    return strain;
  };
  await platform.test({ method: { ...method, ...sent }, secret: { user: 'u', password: 'another-one' } });

  // A collection of garbage may be in one.
  const [first, second] = [await test(), await test()];
  const least = first.pauseMs < second.pauseMs ? first : second;

  process.stderr.write(`${kind}, ${other}: ${told(least)}, ${least.result.outcome}\n`);
  expect(least.pauseMs).toBeLessThan(limitMs);
});

it('nor is the log kept waiting, which takes a credential out of a line', async () => {
  const redactor = createRedactor();
  for (const value of Object.values(credentials)) redactor.add(value);

  const { pauseMs, result } = await strainOf(async () => redactor.scrub('a'.repeat(size)));

  expect(pauseMs).toBeLessThan(limitMs);
  expect(result).toHaveLength(size);
  expect(redactor.scrub(`x${midway(2000)}x`)).toBe(`x${REDACTED}x`);
});

it('a Secret of a megabyte is not encoded in every way for texts that are shorter', () => {
  const secrets = Object.values(hardStrings(1_000_000));
  const scripted = { name: 'scripted', spec: scriptedPlatform };
  const connection = { metadata: {}, spec: { platform: 'scripted' } } as Connection;
  const verdict = { outcome: 'inconclusive', reason: 'UnexpectedReply', about: 'it says so' } as Verdict;

  const ms = threadMs(() => {
    const redactor = createRedactor();
    for (const value of secrets) redactor.add(value);
    redactor.scrub('a line of the log');
    withoutSecrets(verdict, { secrets, connection, platform: scripted });
  }, limitMs);

  expect(ms).toBeLessThan(limitMs);
});

describe('finds what indexOf finds', () => {
  const parts = ['a', 'ab', 'aab', 'aba', 'b'];
  const texts = parts.flatMap((one) => parts.map((other) => one.repeat(20) + other.repeat(30) + one.repeat(25)));
  const wanted = texts.flatMap((text) => [text.slice(3, 9), text.slice(5, 45), text.slice(15, 75), `${text}c`]);

  it('in texts that repeat themselves', () => {
    for (const text of texts)
      for (const one of wanted) {
        const places: number[] = [];
        for (let at = text.indexOf(one); at >= 0; at = text.indexOf(one, at + 1)) places.push(at);
        expect([...occurrences(text, one)]).toEqual(places);
        expect(contains(text, one)).toBe(places.length > 0);
      }
  });
});
