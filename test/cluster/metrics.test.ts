import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { verdictOf } from '../support/cluster/cluster.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';

/** What docs/metrics.md lists, at an operator that runs. */
const { cluster, operator, connect } = scriptedSuite();

it('serves what the page lists, and nothing else', async () => {
  const page = await readFile(new URL('../../docs/metrics.md', import.meta.url), 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` +\| (\w+)/gm)].map(([, name, type]) => `${name} ${type}`);

  const served = [...(await operator.metrics()).matchAll(/^# TYPE (.+)$/gm)].map(([, line = '']) => line);

  expect(served.filter((line) => !/^(process|nodejs)_/.test(line)).toSorted()).toEqual(listed.toSorted());
});

it('counts an edit of a Secret, the requests for it, and the credential that is held back then', async () => {
  await connect('edited');
  await cluster.until('edited', (connection) => verdictOf(connection) === 'True/Verified');

  await cluster.secret('edited', { username: 'edited', password: 'wrong' });
  await cluster.until('edited', (connection) => verdictOf(connection) === 'False/CredentialsRejected');

  const served = [
    /edit_to_verdict_seconds_count\{edited="secret"\} 1$/m,
    /platform_request_duration_seconds_count\{class="2xx"\} [1-9]/,
    /platform_request_duration_seconds_count\{class="4xx"\} [1-9]/,
    /credentials_held 1$/m,
    /^workqueue_adds_total\{name="connections"\} [1-9]/m,
    /^workqueue_work_duration_seconds_count\{name="connections"\} [1-9]/m,
    /watch_age_seconds\{reflector="connections test-\w+"\} \d/,
  ];
  // The turn that wrote that verdict is over once another Connection has one.
  await connect('later');
  await cluster.until('later', (connection) => verdictOf(connection) === 'True/Verified');
  const text = await operator.metrics();
  for (const pattern of served) expect(text).toMatch(pattern);
});
