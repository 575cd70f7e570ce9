import { globSync, readFileSync } from 'node:fs';
import { expect, it, jest } from '@jest/globals';
import { skips } from '../../support/not-tested.ts';

const isCi = process.env['CI'];

/** What a file that skips tests says it with: a line of its own, or one of what `test/support` has for it. */
const said = /NOT TESTED|not-tested\.ts|SKIPPED:/;
/** The case says what it lacks, and the file that sets it has the line. */
const elsewhere = 'test/platforms/conformance.ts';

it('no file of the tests skips one without a line that says so', () => {
  const skipping = globSync('test/**/*.ts').filter((path) =>
    /\b(it|test|describe)\.skip\b/.test(readFileSync(path, 'utf8')),
  );
  const silent = skipping.filter((path) => path !== elsewhere && !said.test(readFileSync(path, 'utf8')));

  expect(skipping.length).toBeGreaterThan(10);
  expect(silent).toEqual([]);
});

it.each([
  ['what is there', undefined, undefined, false, 0],
  ['what is not there', 'no engine', undefined, true, 1],
  ['what is not there, in CI, where it fails', 'no engine', 'true', false, 0],
])('skips %s', (_title, lacks, ci, isSkipped, lines) => {
  const written = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  if (ci === undefined) delete process.env['CI'];
  else process.env['CI'] = ci;

  const skipped = skips('this', lacks);
  const count = written.mock.calls.length;
  written.mockRestore();
  if (isCi === undefined) delete process.env['CI'];
  else process.env['CI'] = isCi;

  expect([skipped, count]).toEqual([isSkipped, lines]);
});
