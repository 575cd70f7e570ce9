import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { sentencesOf } from '../../src/api/problems.ts';
import { messageOf } from '../../src/api/reasons.ts';
import { registry, type Verdict } from '../../src/connectors/index.ts';
import { readRequest, writeReply, type FakeReply } from '../support/fake-platform.ts';
import { startFakeTls } from '../support/fake-tls.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

interface Mistake {
  mistake: string;
  platform: string;
  method?: string;
  config: Record<string, unknown>;
  secret?: Record<string, string>;
  /** What a server says that is asked; without one nothing may be sent. */
  answer?: FakeReply;
  /** What it says to whoever shows no credential; the same without it. */
  stranger?: FakeReply;
  /** The reason, and the whole message. */
  says: string;
}

const mistakes = parse(readFileSync(new URL('mistakes.yaml', import.meta.url), 'utf8')) as Mistake[];

it('has the 60 commonest', () => {
  expect(mistakes.length).toBeGreaterThanOrEqual(60);
  expect(new Set(mistakes.map(({ platform }) => platform)).size).toBeGreaterThanOrEqual(20);
});

it.each(mistakes)('$platform: $mistake', async ({ answer, stranger, says, ...one }) => {
  const server = answer && (await serving(answer, stranger ?? answer));
  try {
    const asked = { ...one, platform: registry.get(one.platform)!, uid: '7d5e' };
    expect(said(await planAndTest(asked, testContext(server?.context)))).toBe(says);
  } finally {
    await server?.stop();
  }
});

function serving(answer: FakeReply, stranger: FakeReply) {
  return startFakeTls((request, response) => {
    void readRequest(request).then(({ headers }) =>
      writeReply(response, headers['authorization'] === undefined ? stranger : answer),
    );
  });
}

function said(verdict: Verdict): string {
  if (verdict.outcome === 'connected') return 'Connected';
  const { problems = [], reason } = verdict;
  const about = problems.length > 0 ? sentencesOf(problems, 'finance') : verdict.about;
  return `${reason}: ${messageOf(reason, { ...verdict, about })}`;
}
