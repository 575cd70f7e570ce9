import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { messageOf, reasons } from '../../../src/api/reasons.ts';

it('has a page for each reason that says what the status says', async () => {
  for (const name of Object.keys(reasons) as (keyof typeof reasons)[]) {
    const page = await readFile(`docs/reasons/${name}.md`, 'utf8');
    expect(page.replaceAll('\\', '')).toContain(messageOf(name).split('. ').at(-1));
  }
});
