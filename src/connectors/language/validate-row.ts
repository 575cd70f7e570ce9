import type { PlatformQuestion, PlatformSpec } from '../../api/platform.gen.ts';
import { outcomes, mayWait } from './outcomes.ts';
import type { Phase } from './grammar-node.ts';
import { onlyOne, type Problems } from './problem.ts';
import { keysOf } from './schema-keys.ts';
import { rowsIn, type RowAt } from './steps.ts';
import { didYouMean } from './suggest.ts';
import { showsSecret } from './secret-use.ts';

interface At {
  spec: PlatformSpec;
  phase: Phase;
  /** Index of the method whose step it is. */
  method: number | undefined;
  problems: Problems;
  /** The question of whose replies it is one. */
  question?: PlatformQuestion;
}

/** One row, at the step that it judges. */
export function checkRow({ row, path, usedBy }: RowAt, at: At): void {
  const { spec, phase, problems, question } = at;
  const add = (what: string, hint?: string) => problems.add('SpecInvalid', path, what, { hint, usedBy });
  if (row.when === undefined) return add('`when` is missing', 'Write `when: "true"` if it matches every response.');
  if ((row.outcome === undefined) === (row.use === undefined)) {
    return add(
      onlyOne(['outcome', 'use'], row),
      phase === 'detect' ? undefined : `Write \`outcome\`, for example ${outcomes[1]}.`,
    );
  }
  if (row.use !== undefined) checkUse({ use: row.use, path, usedBy }, at);
  const isUnsent = phase === 'detect' || (question && !showsSecret(question));
  if (row.outcome === 'CredentialsRejected' && isUnsent) add('nothing was sent that could be rejected');
  if (row.retryAfter !== undefined && (row.outcome === undefined || !mayWait(row.outcome))) {
    add('a definitive outcome is not retried', 'Remove `retryAfter`, or choose RateLimited or ServiceUnavailable.');
  }
  for (const inner of row.then ? rowsIn(spec, row.then.replies, `${path}.then.replies`) : []) {
    checkRow(inner, { ...at, question: row.then! });
  }
}

/** A method that detection may choose. */
function checkUse(
  { use, path, usedBy }: { use: string; path: string; usedBy: string | undefined },
  { spec, phase, method, problems }: At,
): void {
  const add = (what: string, hint?: string) => problems.add('SpecInvalid', path, what, { hint, usedBy });
  if (phase !== 'detect') return add('only rows of detect may choose a method', 'Write `outcome`.');
  const chosen = spec.methods.find(({ name }) => name === use);
  if (!chosen)
    return add(
      `no method \`${use}\``,
      didYouMean(
        use,
        spec.methods.map(({ name }) => name),
      ),
    );
  const offered = keysOf(spec.methods[method ?? 0]?.secret, spec);
  const missing = [...keysOf(chosen.secret, spec).required].filter((key) => !offered.names.has(key));
  if (chosen.credential && missing.length === 0) return;
  const why = chosen.credential ? `it needs ${missing.map((key) => `\`${key}\``).join(', ')}` : 'it has none';
  add(`method \`${use}\` must have \`credential\` and need only keys of this Secret: ${why}`);
}
