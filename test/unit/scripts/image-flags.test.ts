import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { imageEnv } from '../../../dev/built-operator.ts';
import { nodeFlags } from '../../../dev/operator-process.ts';

it('is with the flags and variables of the image that its bundle is built, tested and measured', async () => {
  const file = await readFile('Dockerfile', 'utf8');
  const [, entry = '[]'] = /^ENTRYPOINT (\[.*\])$/m.exec(file) ?? [];
  const variables = file.match(/^ENV .*$/gm)?.flatMap((line) => line.split(' ').slice(1)) ?? [];

  expect(JSON.parse(entry)).toEqual(['node', ...nodeFlags, 'main.js']);
  expect(variables).toEqual(expect.arrayContaining(Object.entries(imageEnv).map((pair) => pair.join('='))));
});
