import { createContext, Script, type Context } from 'node:vm';

/** Twice this is how long a text may take. */
const limitMs = 20;

const script = new Script('pattern.test(text)');
let room: Context | undefined;

/** A text that a pattern cannot be held against in time. */
export class PatternTooSlow extends Error {
  readonly pattern: string;

  constructor(pattern: string) {
    super('a pattern takes too long');
    this.pattern = pattern;
  }
}

/**
 * Matches with a matcher that goes back, and that some texts keep busy for hours.
 * @throws PatternTooSlow
 */
export function guardedMatch(pattern: RegExp, text: string): boolean {
  // The clock of the limit goes on while the process waits for its turn: one limit that ran out proves nothing.
  const matches = attempt(pattern, text) ?? attempt(pattern, text);
  if (matches === undefined) throw new PatternTooSlow(pattern.source);
  return matches;
}

function attempt(pattern: RegExp, text: string): boolean | undefined {
  room ??= createContext({});
  Object.assign(room, { pattern, text });
  try {
    return script.runInContext(room, { timeout: limitMs }) as boolean;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    Object.assign(room, { pattern: undefined, text: undefined });
  }
}
