import type { RequestListener } from 'node:http';
import { expect } from '@jest/globals';
import type { ConnectionRequires } from '../../src/api/connection.gen.ts';
import type { Reason } from '../../src/api/reasons.ts';
import { registry, type Verdict } from '../../src/connectors/index.ts';
import type { Stage } from '../../src/connectors/failure.ts';
import type { CredentialFate } from '../../src/connectors/verdict.ts';
import { readRequest, writeReply, type Answer, type Received } from '../support/fake-platform.ts';
import { startFakeTls } from '../support/fake-tls.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

/** What a server says to one credential, and what must come of it. */
export interface VerdictCase {
  name: string;
  platform: string;
  method?: string;
  config?: Record<string, unknown>;
  secret: Record<string, string>;
  requires?: ConnectionRequires;
  /** What is said to each request, whoever sends it. */
  answer(received: Received): Answer;
  /** One of these. */
  reason: Reason | readonly Reason[];
  /** Where the ladder ends. */
  stage?: Stage;
  credential?: CredentialFate;
  /** In what the verdict says of the matter, its causes and its advice. */
  says?: RegExp;
  /** Whether any request showed an Authorization header. */
  shown?: boolean;
}

/** Makes the test of a case against a server that answers under every name. */
export async function holdVerdict(one: VerdictCase): Promise<void> {
  const shown: string[] = [];
  const answer: (...asked: Parameters<RequestListener>) => Promise<void> = async (request, response) => {
    const received = await readRequest(request);
    const { authorization } = received.headers;
    if (authorization !== undefined) shown.push(authorization);
    writeReply(response, one.answer(received));
  };
  const server = await startFakeTls((request, response) => {
    void answer(request, response);
  });
  try {
    const { platform, method, config, secret, requires } = one;
    const asked = { platform: registry.get(platform)!, method, config, secret, requires, uid: '7d5e' };
    const verdict = await planAndTest(asked, testContext(server.context));
    expectVerdict(verdict, one);
    if (one.shown !== undefined) expect(shown.length > 0).toBe(one.shown);
  } finally {
    await server.stop();
  }
}

function expectVerdict(verdict: Verdict, { reason, stage, credential, says }: VerdictCase): void {
  const found = verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
  const { about, causes = [], fix } = verdict as { about?: string; causes?: readonly string[]; fix?: string };
  const said = [about, ...causes, fix].join('\n');
  expect([reason].flat().includes(found) ? reason : { found, said }).toEqual(reason);
  if (says) expect(said).toMatch(says);
  if (stage) expect(verdict.checks?.at(-1)?.name).toBe(stage);
  if (credential) expect(verdict.credential).toBe(credential);
}

/** The challenge of a server that wants another scheme. */
export const challenge = (...schemes: string[]): Answer => ({
  status: 401,
  headers: { 'www-authenticate': schemes },
});

/** A page of something between the operator and the platform. */
export const blockPage = (status = 403, server = ''): Answer => ({
  status,
  type: 'text/html; charset=utf-8',
  headers: server === '' ? {} : { server },
  text: '<!DOCTYPE html><html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>A policy of your organization does not let you visit this site.</p></body></html>',
});

/** An unsigned JWT with these claims. */
export function tokenWith(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.sig`;
}
