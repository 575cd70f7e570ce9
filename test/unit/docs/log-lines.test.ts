import { globSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';

const sources = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
const named = globSync('docs/**/*.md').flatMap((path) =>
  [...readFileSync(path, 'utf8').matchAll(/\blog says?(?: so \()? ?`([^`]+)`/g)].map(([, line = '']) => [path, line]),
);

it('finds lines of the log that pages name', () => {
  expect(named.length).toBeGreaterThanOrEqual(4);
});

it.each(named)('%s: the log has a line that begins with: %s', (_path, line) => {
  expect(sources.some((source) => source.includes(`'${line}`))).toBe(true);
});
