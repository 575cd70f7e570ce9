import { createContext, Script, type Context } from 'node:vm';

const limitMs = 20;
/** Of the thread: the clock of the limit goes on while the process waits for its turn. */
const spentMs = 10;
const mostAttempts = 20;

const script = new Script('pattern.exec(text)');
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
  return guardedExec(pattern, text) !== null;
}

/**
 * The same, with what the groups of the pattern hold.
 * @throws PatternTooSlow
 */
export function guardedExec(pattern: RegExp, text: string): RegExpExecArray | null {
  // Made before anything is measured: the first time it takes as long as a match may.
  room ??= createContext({});
  for (let count = 0; count < mostAttempts; count++) {
    const before = process.threadCpuUsage();
    const found = attempt(room, pattern, text);
    if (found !== undefined) return found;
    const { user, system } = process.threadCpuUsage(before);
    if ((user + system) / 1000 >= spentMs) break;
  }
  throw new PatternTooSlow(pattern.source);
}

function attempt(where: Context, pattern: RegExp, text: string): RegExpExecArray | null | undefined {
  Object.assign(where, { pattern, text });
  try {
    return script.runInContext(where, { timeout: limitMs }) as RegExpExecArray | null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  } finally {
    Object.assign(where, { pattern: undefined, text: undefined });
  }
}
