import { expect, it } from '@jest/globals';
import type { Problem } from '../../../src/api/problems.ts';
import { registry } from '../../../src/connectors/index.ts';
import { wordsFor } from '../../../src/console/app/problem-fields.ts';
import { suggestionIn } from '../../../src/console/app/suggested.ts';
import type { Draft, Schema } from '../../../src/console/contract.ts';
import { problemsOf } from '../../../src/console/server/draft-plan.ts';

/** What the server says of one setting of a draft, and what the form makes of it. */
function shown(name: string, config: Record<string, unknown>, field: string) {
  const platform = registry.get(name)!;
  const { properties = {} } = platform.spec.config as { properties?: Schema };
  const method = platform.spec.methods[0]!;
  const keys = Object.keys(method.secret?.['properties'] ?? {});
  const secret = Object.fromEntries(keys.map((key) => [key, 'a-value-of-its-own']));
  const draft: Draft = { platform: name, name: 'one', namespace: 'default', method: method.name, config, secret };
  const problem = problemsOf(draft, platform, Date.now()).find(({ at }) => at === `spec.config.${field}`);
  if (!problem) throw new Error(`nothing is wrong with ${field}`);
  return { words: wordsFor(problem, true), suggestion: suggestionIn(problem, properties) };
}

it.each<[string, Record<string, unknown>, string, object]>([
  [
    'sftp',
    { host: 'sftp://files.example.com:2222/in' },
    'host',
    {
      label: 'Use files.example.com, port 2222 and path /in',
      config: { host: 'files.example.com', port: 2222, path: '/in' },
    },
  ],
  ['webdav', { url: 'dav.example.com/files' }, 'url', { config: { url: 'https://dav.example.com/files' } }],
  ['smb', { host: '\\\\files\\finance', share: 'x' }, 'host', { config: { host: 'files', share: 'finance' } }],
  [
    'servicenow',
    { hostname: 'https://acme.service-now.com/nav' },
    'hostname',
    { config: { hostname: 'acme.service-now.com' } },
  ],
])('offers to write what was meant: %s %j', (platform, config, field, suggestion) => {
  const found = shown(platform, config, field);

  expect(found.suggestion).toMatchObject(suggestion);
  // What was entered is in the field, and what to write is on the button.
  expect(found.words).not.toMatch(/write|"/);
});

it.each<[Problem]>([
  [{ at: 'secret.password', kind: 'invalid', what: 'has a space', fix: 'write hunter2' }],
  [{ at: 'spec.config.port', kind: 'invalid', what: 'is "22"', fix: 'write 22, without quotes' }],
  [{ at: 'spec.config.host', kind: 'invalid', what: 'has a user name in it: put them into the Secret' }],
  [{ at: 'metadata.name', kind: 'invalid', what: 'is no name', fix: 'write other' }],
])('offers nothing for %j', (problem) => {
  expect(suggestionIn(problem, { host: { type: 'string' }, port: { type: 'integer' } })).toBeUndefined();
});
