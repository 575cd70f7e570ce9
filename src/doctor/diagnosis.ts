/** One thing that was looked at. */
export interface Finding {
  /** Stable, for programs: `clock`, `your-rights`. */
  name: string;
  result: 'ok' | 'warn' | 'fail';
  text: string;
  /** What to do, or where to look. */
  hint?: string;
}

/** What `connection doctor` and the Health view say. */
export interface Diagnosis {
  checks: Finding[];
}

export const ok = (name: string, text: string): Finding => ({ name, result: 'ok', text });
export const warn = (name: string, text: string, hint?: string): Finding => ({
  name,
  result: 'warn',
  text,
  ...(hint === undefined ? {} : { hint }),
});
export const fail = (name: string, text: string, hint?: string): Finding => ({
  name,
  result: 'fail',
  text,
  ...(hint === undefined ? {} : { hint }),
});
