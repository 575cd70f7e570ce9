/** What kind of mistake it is: the reason of condition Accepted. */
export type ProblemReason =
  'DriverUnknown' | 'SchemaInvalid' | 'ExpressionInvalid' | 'TemplateInvalid' | 'SpecInvalid' | 'HostsOpen';

/** A mistake in a Platform. */
export interface PlatformProblem {
  reason: ProblemReason;
  /** Path of the field, from `spec`. */
  path: string;
  /** Where in an expression or template, from 1. */
  column?: number | undefined;
  /** What is wrong. */
  what: string;
  /** What to write instead, as a sentence. */
  hint?: string | undefined;
  /** All of it: `PATH: what (column n). Hint.` */
  message: string;
}

/** What is wrong with an object that has none of these fields, or several. */
export function onlyOne(fields: readonly string[], object: object): string {
  const there = Object.entries(object).flatMap(([field, value]) =>
    fields.includes(field) && value !== undefined ? [`\`${field}\``] : [],
  );
  const found = there.length === 0 ? 'there is none' : `there are ${there.join(' and ')}`;
  return `exactly one of ${fields.join(', ')}, but ${found}`;
}

interface ProblemDetail extends Partial<Pick<PlatformProblem, 'column' | 'hint'>> {
  /** A row of a table is right or wrong only at the step that uses it. */
  usedBy?: string | undefined;
}

/** Collects the mistakes of one Platform; the same is said once. */
export class Problems {
  readonly #found = new Map<string, PlatformProblem>();

  add(reason: ProblemReason, path: string, mistake: string, { column, hint, usedBy }: ProblemDetail = {}): void {
    const key = `${path} ${mistake} ${column}`;
    if (this.#found.has(key)) return;
    const what = usedBy === undefined ? mistake : `${mistake}, where ${usedBy} uses this table`;
    const at = column === undefined ? '' : ` (column ${column})`;
    const message = [`${path}: ${what}${at}.`, ...(hint === undefined ? [] : [hint])].join(' ');
    this.#found.set(key, { reason, path, column, what, hint, message });
  }

  /** Whether something is wrong at a path or below it. */
  isWrong(path: string): boolean {
    return this.all.some((problem) => problem.path.startsWith(path));
  }

  get all(): PlatformProblem[] {
    return [...this.#found.values()];
  }
}
