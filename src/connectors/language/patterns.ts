import { RE2JS } from '@bufbuild/re2';
import { remembered } from './remembered.ts';

/** Steps of a pattern's program; time goes with their number too. The longest pattern of a built-in platform has 80. */
const mostSteps = 150;
/** Classes of Unicode, each of which takes long to compile. */
const mostClasses = 4;

/**
 * A pattern of RE2: its matcher takes time in proportion to the text, and it has neither look-around nor
 * back-references. @throws Error that says what is wrong with it
 */
export const compilePattern: (pattern: string) => RE2JS = remembered(1000, compileNow);

function compileNow(source: string): RE2JS {
  if (source.split(/\\p/i).length - 1 > mostClasses) {
    throw new Error(`the pattern is too large: more than ${mostClasses} classes of Unicode`);
  }
  const pattern = parsed(source);
  const steps = pattern.re2().prog.numInst();
  if (steps > mostSteps) throw new Error(`the pattern is too large: ${steps} steps, at most ${mostSteps}`);
  return pattern;
}

function parsed(source: string): RE2JS {
  try {
    return RE2JS.compile(source);
  } catch (error) {
    const words = (error as Error).message.replace('error parsing regexp: ', '');
    const what = /\(\?(<?[=!])|\\[1-9k]/.test(source)
      ? 'a pattern has no look-around and no back-references'
      : `the pattern is invalid: ${words}`;
    throw new Error(what, { cause: error });
  }
}
