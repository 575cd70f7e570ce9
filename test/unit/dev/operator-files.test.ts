import { resolve } from 'node:path';
import { expect, it } from '@jest/globals';
import { operatorFile } from '../../../dev/operator-files.ts';

it('is of the sources unless a folder with a built operator is named', () => {
  expect(operatorFile('main', '')).toBe(resolve('src/main.ts'));
  expect(operatorFile('run', '')).toBe(resolve('src/run.ts'));
  expect(operatorFile('main', 'dist/bundle')).toBe(resolve('dist/bundle/main.js'));
  expect(operatorFile('run', 'dist/bundle')).toBe(resolve('dist/bundle/run.cjs'));
});
