/** An expression or a template is not written right. `column` counts from 1 in its text. */
export class LanguageError extends Error {
  readonly column: number;
  /** What to write instead, as a sentence, if that can be said. */
  readonly hint: string | undefined;

  constructor(what: string, column: number, hint?: string) {
    super(what);
    this.column = column;
    this.hint = hint;
  }
}
