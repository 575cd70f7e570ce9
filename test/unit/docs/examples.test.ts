import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { messageOf, reasons } from '../../../src/api/reasons.ts';
import { usage } from '../../../src/settings.ts';

it('names every flag of the operator', async () => {
  const text = await readFile('docs/operations.md', 'utf8');
  const flags = [...usage.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, flag = '']) => flag);

  expect(flags.length).toBeGreaterThan(5);
  expect(flags.filter((flag) => !text.includes(`\`${flag}`))).toEqual([]);
});

it('has a page for each reason that says what the status says', async () => {
  for (const name of Object.keys(reasons) as (keyof typeof reasons)[]) {
    const page = await readFile(`docs/reasons/${name}.md`, 'utf8');
    expect(page.replaceAll('\\', '')).toContain(messageOf(name).split('. ').at(-1));
  }
});
