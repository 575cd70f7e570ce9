import type { PlatformSpec, PlatformStep } from '../../api/platform.gen.ts';
import { compiled } from './definitions.ts';
import { evaluateOn } from './evaluate-on.ts';
import type { Problems } from './problem.ts';
import { rowsIn, type RowAt } from './steps.ts';

/** Of these no credential has been accepted, whatever else they say. */
const refusals = [401, 407];

/**
 * A row `Passed` skips the default table. One that holds of a bare 401 lets a wrong credential through: what proves the
 * account is then read from a refusal.
 */
export function checkPassed({ replies }: PlatformStep, path: string, spec: PlatformSpec, problems: Problems): void {
  for (const { row, path: at, usedBy } of withThen(spec, rowsIn(spec, replies, path))) {
    const expression = row.outcome === 'Passed' && row.when !== undefined ? compiled(row.when) : undefined;
    const taken = expression && refusals.find((status) => evaluateOn({ status }, expression, spec) === true);
    if (taken === undefined || problems.isWrong(at)) continue;
    const what = `this lets ${taken} pass, by which a platform refuses the credential`;
    problems.add('SpecInvalid', `${at}.when`, what, {
      usedBy,
      hint: 'Say what may pass, for example `status == 404`.',
    });
  }
}

function withThen(spec: PlatformSpec, rows: readonly RowAt[]): RowAt[] {
  return rows.flatMap((found) => {
    const { then } = found.row;
    return then ? [found, ...rowsIn(spec, then.replies, `${found.path}.then.replies`)] : [found];
  });
}
