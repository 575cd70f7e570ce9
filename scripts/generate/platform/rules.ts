import type { PlatformRow, PlatformSecondRow } from '../../../src/api/platform.gen.ts';
import { stepsOf } from '../../../src/connectors/language/steps.ts';
import type { Phase } from '../../../src/connectors/language/grammar-node.ts';
import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { code } from '../markdown.ts';
import { requestOf } from './requests.ts';

const phases: Partial<Record<Phase, string>> = {
  detect: 'Detection',
  signIn: 'Sign-in',
  test: 'Test',
  access: 'Permissions',
  probe: 'Probe',
  signOut: 'Sign-out',
};

/** The rules themselves, for who has a response at hand: those of each step, and each table once. */
export function rulesOf(spec: PlatformSpec): string | undefined {
  const groups = Map.groupBy(
    stepsOf(spec).filter(({ step }) => step.replies?.length),
    ({ step }) => JSON.stringify(step.replies),
  );
  if (groups.size === 0) return undefined;
  const ofSteps = [...groups.values()].map((same) => {
    const labels = new Set(same.map((at) => labelOf(spec, at)));
    return section([...labels].join(', '), same[0]?.step.replies ?? [], spec);
  });
  const tables = Object.entries(spec.tables ?? {}).map(([name, rows]) => section(`Table ${code(name)}`, rows, spec));
  return [
    '<details><summary>Rules for responses, in the order in which they are tried</summary>',
    `The first condition that is true decides. \`status\`, \`headers\`, \`cookies\`, \`text\`, \`json\` and \`xml\` are parts of the response.${spec.define?.length ? ' Other names: [Names](#names).' : ''}`,
    ...ofSteps,
    ...tables,
    '</details>',
  ].join('\n\n');
}

type StepAt = ReturnType<typeof stepsOf>[number];

function labelOf(spec: PlatformSpec, { step, phase, method, path }: StepAt): string {
  const word = phases[phase] ?? phase;
  if (phase === 'probe') return `${word} (${path.replace('spec.probe.', '')})`;
  const of = method === undefined ? '' : ` (${code(spec.methods[method]?.name ?? '')})`;
  const what = step.request && method === undefined ? ` (${requestOf(spec, step.request)})` : '';
  return `${word}${of}${what}`;
}

function section(title: string, rows: readonly PlatformRow[], spec: PlatformSpec): string {
  return `**${title}**\n\n${rows.flatMap((row) => lines(row, spec)).join('\n')}`;
}

function lines(row: PlatformRow | PlatformSecondRow, spec: PlatformSpec): string[] {
  if (row.table !== undefined) return [`- the rows of table ${code(row.table)}`];
  const { when = '', outcome, compareClocks } = row;
  const result = 'use' in row && row.use !== undefined ? `method ${code(row.use)}` : (outcome ?? '');
  const clocks = compareClocks ? 'ClockSkew if the clocks differ by more than 60 seconds, else ' : '';
  const then = 'then' in row ? row.then : undefined;
  const asked = then
    ? [
        `  - first ${requestOf(spec, then.request)} is sent; its response decides if one of these is true:`,
        ...then.replies.flatMap((second) => lines(second, spec)).map((line) => `    ${line}`),
      ]
    : [];
  return [`- ${code(when)} → ${clocks}${result}`, ...asked];
}
