import { expect, it } from '@jest/globals';
import type { TraceEvent } from '../../../../src/connectors/index.ts';
import { ownPlatform } from './own-platform.ts';

const platform = ownPlatform();

it('a test can be followed: each request, its response, the row that matched, what was set and found out', async () => {
  platform.answer = ({ url: path }) =>
    path.startsWith('/login') ? [200, { t: 'canary-ticket' }] : [200, { id: 'ada', name: 'Ada' }];
  const events: TraceEvent[] = [];
  const signIn = [
    {
      name: 's',
      request: { url: '{{config.url}}/login', query: { key: '{{secret.key}}' } },
      replies: [{ when: 'status == 401', outcome: 'CredentialsRejected' as const }],
      set: { t: 'json.t' },
    },
  ];
  const method = { signIn, credential: { headers: { 'X-Ticket': '{{s.t}}' } } };

  await platform.test({
    method,
    secret: { user: 'u', key: 'canary-key' },
    context: { trace: (event) => void events.push(event) },
  });

  expect(
    events.map((event) => ({ ...event, ...('line' in event ? { line: event.line.replace(/:\d+/, '') } : {}) })),
  ).toEqual([
    { kind: 'phase', phase: 'signIn', step: 's' },
    { kind: 'request', line: 'GET http://127.0.0.1/login' },
    { kind: 'response', status: 200 },
    { kind: 'judged', row: 'default', outcome: 'Passed' },
    { kind: 'set', names: ['s.t'] },
    { kind: 'phase', phase: 'test', step: '' },
    { kind: 'request', line: 'GET http://127.0.0.1/me' },
    { kind: 'response', status: 200 },
    { kind: 'judged', row: 'default', outcome: 'Passed' },
    { kind: 'facts', facts: { id: 'ada', name: 'Ada' } },
  ]);
  expect(JSON.stringify(events)).not.toContain('canary');
});

it('cuts a secret out of an address', async () => {
  platform.answer = () => [404, {}];
  const lines: string[] = [];
  const step = { request: { url: '{{config.url}}/keys/{{secret.key}}/me' } };

  await platform.test({
    step,
    secret: { user: 'u', key: 'canary/key' },
    context: { trace: (event) => void (event.kind === 'request' && lines.push(event.line)) },
  });

  expect(lines.map((line) => line.replace(/:\d+/, ''))).toEqual(['GET http://127.0.0.1/keys/***/me']);
});
