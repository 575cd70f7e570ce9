import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { messageOf, reasons } from '../../../src/api/reasons.ts';
import { planConnection, validatePlatform, type Platform } from '../../../src/connectors/index.ts';
import { usage } from '../../../src/settings.ts';

interface Manifest {
  metadata: { name: string };
  spec: Platform['spec'];
}

it('shows a Platform that is accepted, and that a Connection can use as the text says', async () => {
  const text = await readFile('docs/custom-platforms.md', 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
  const { metadata, spec } = parse(yaml) as Manifest;

  const planned = planConnection({
    platform: { name: metadata.name, spec },
    config: { url: 'https://archive.example.com' },
    secret: { apiKey: Buffer.from('k'.repeat(20)) },
    now: 0,
  });

  expect(validatePlatform(spec)).toEqual([]);
  expect(planned).toMatchObject({ plan: { hosts: ['archive.example.com:443'] } });
});

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
