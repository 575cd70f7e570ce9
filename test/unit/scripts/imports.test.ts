import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { importProblems, mayImport } from '../../../scripts/imports/rules.ts';
import { readSources } from '../../../scripts/imports/sources.ts';

function problemsOf(sources: Record<string, string>): string[] {
  return importProblems(new Map(Object.entries(sources)));
}

describe('an import that goes the wrong way', () => {
  it.each([
    [
      'src/connectors/language/template.ts',
      `import { send } from '../transport/send.ts';`,
      'connectors/language must not import src/connectors/transport/send.ts, which is to its right',
    ],
    [
      'src/connectors/engine/step.ts',
      `import { signIn } from '../auth/sign-in.ts';`,
      'connectors/engine must not import src/connectors/auth/sign-in.ts, which is to its right',
    ],
    [
      'src/connectors/failure.ts',
      `import { registry } from './registry.ts';`,
      'connectors/contract must not import src/connectors/registry.ts, which is to its right',
    ],
    [
      'src/connectors/platforms/box/platform.ts',
      `import { valueOf } from '../../language/expression.ts';`,
      'platforms are data and must not import src/connectors/language/expression.ts',
    ],
    [
      'src/connectors/planning/index.ts',
      `import { box } from '../platforms/box/platform.ts';`,
      'only registry.ts may import platforms',
    ],
    [
      'quickstart/prepare.ts',
      `import { control } from '../test/support/control.ts';`,
      'quickstart must not import test/support/control.ts (it may import src, dev)',
    ],
    [
      'src/api/reasons.ts',
      `import { plan } from '../connectors/index.ts';`,
      'src/api must not import src/connectors/index.ts (it may import no other room)',
    ],
    [
      'src/runtime/queue.ts',
      `import type { Reason } from '../api/reasons.ts';`,
      'src/runtime must not import src/api/reasons.ts',
    ],
    [
      'src/connectors/plan.ts',
      `export * from '../runtime/index.ts';`,
      'src/connectors must not import src/runtime/index.ts (it may import api, loop, text)',
    ],
    [
      'src/connectors/plan.ts',
      `const { a } = await import('../reconcilers/a.ts');`,
      'src/connectors must not import src/reconcilers/a.ts',
    ],
    ['src/reconcilers/a.ts', `import '../operator.ts';`, 'src/reconcilers must not import src/operator.ts'],
    [
      'src/operator.ts',
      `import { until } from '../test/support/until.ts';`,
      'src/ must not import test/support/until.ts',
    ],
    ['src/attic/old.ts', `import { a } from '../api/a.ts';`, 'the room src/attic is not known'],
  ])('of %s is named with its line: %s', (path, statement, problem) => {
    const problems = problemsOf({ [path]: `// first line\n${statement}\n` });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`${path}:2: ${problem}`);
  });

  it('is found where the list of names goes over several lines', () => {
    const text = `import {\n  one,\n  two,\n} from '../connectors/index.ts';\n`;

    expect(problemsOf({ 'src/api/a.ts': text })).toEqual([expect.stringContaining('src/api/a.ts:4: ')]);
  });
});

it.each([
  ['src/connectors/plan.ts', `import { reasons } from '../api/reasons.ts';`],
  ['src/connectors/auth/basic.ts', `import { failure } from '../failure.ts';`],
  ['src/reconcilers/a.ts', `import { KeyedQueue } from '../runtime/index.ts';`],
  ['src/operator.ts', `import { a } from './reconcilers/a.ts';`],
  ['src/api/a.ts', `import { readFile } from 'node:fs/promises';`],
  ['src/runtime/a.ts', `import { Agent } from 'undici';\nimport x from '@kubernetes/client-node';`],
  ['src/api/a.ts', `// taken from '../connectors/plan.ts'`],
])('lets %s have %s', (path, statement) => {
  expect(problemsOf({ [path]: statement })).toEqual([]);
});

describe('a cycle', () => {
  it('is named with the files on it', () => {
    const problems = problemsOf({
      'src/api/a.ts': `import { b } from './b.ts';`,
      'src/api/b.ts': `import type { C } from './c.ts';`,
      'src/api/c.ts': `\nimport { a } from './a.ts';`,
      'src/api/d.ts': `import { a } from './a.ts';`,
    });

    expect(problems).toEqual(['src/api/c.ts:2: a cycle: src/api/a.ts → src/api/b.ts → src/api/c.ts → src/api/a.ts']);
  });
});

it('is silent about this repository, the page in it too', async () => {
  const sources = await readSources('src');

  expect(sources.has('src/console/app/list-page.tsx')).toBe(true);
  expect(importProblems(sources)).toEqual([]);
});

it('CONTRIBUTING says of each room what it may import', async () => {
  const text = await readFile('CONTRIBUTING.md', 'utf8');
  const rows = [...text.matchAll(/^\| `src\/(\w+)\/` *\|[^|]*\| ([\w, ]+?) *\|$/gm)];

  const said = rows.map(([, room = '', rooms = '']) => [room, rooms === 'nothing' ? [] : rooms.split(', ')]);

  expect(Object.fromEntries(said)).toEqual(mayImport);
});
