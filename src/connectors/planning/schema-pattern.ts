import { RE2JS } from '@bufbuild/re2';
import { remembered } from '../language/remembered.ts';
import { guardedMatch } from './guarded-match.ts';
import { toRe2 } from './to-re2.ts';

/** A `pattern` of a JSON Schema that takes no longer than its text allows. */
export interface SchemaPattern {
  /** Characters; a longer text is not looked at, and does not match. */
  longest: number;
  test: (text: string) => boolean;
  /** What tells it from others. */
  toString: () => string;
}

/** Steps of the program times characters of the text: what takes about 10 ms. */
const mostWork = 250_000;
/** Characters that each linear pattern is matched against, as ARNs have them. */
const leastLength = 700;
/** Steps of a program; the longest of a built-in platform has 1,230. */
const mostSteps = 1300;
/** Classes of Unicode, each of which takes long to compile. */
const mostClasses = 4;
/** The language allows looking ahead on so much. */
const longestGuarded = 2048;

const characterClass = String.raw`(?:\[\^?(?:[^\]\\]|\\.)+\]|\\[dDwWsS])`;
/** One class of characters, from the beginning on: no matcher can try that in more ways than one. */
const oneClass = new RegExp(String.raw`^(?:\^${characterClass}(?:[+*]|\{\d+(?:,\d*)?\})?\$?|${characterClass})$`, 's');

/**
 * A pattern (ECMA-262 with the flag u, as JSON Schema has it) that is matched in time in proportion to the text. One that
 * looks ahead, or repeats a part very often, cannot be: it is given up after a moment.
 * @throws SyntaxError if it is none
 */
export const schemaPattern: (source: string) => SchemaPattern = remembered(2000, compile);

function compile(source: string): SchemaPattern {
  const native = new RegExp(source, 'u');
  const toString = () => source;
  if (oneClass.test(source)) return { longest: Infinity, test: (text) => native.test(text), toString };
  const linear = linearOf(source);
  const longest = linear ? Math.max(Math.floor(mostWork / linear.steps), leastLength) : longestGuarded;
  const matches = linear?.test ?? ((text: string) => guardedMatch(native, text));
  return { longest, test: (text) => text.length <= longest && matches(text), toString };
}

/** Undefined if only a matcher that goes back can tell. */
function linearOf(source: string): { steps: number; test: (text: string) => boolean } | undefined {
  const translated = toRe2(source);
  if (translated === undefined || source.split(/\\p/i).length - 1 > mostClasses) return undefined;
  try {
    const pattern = RE2JS.compile(translated);
    const steps = pattern.re2().prog.numInst();
    return steps > mostSteps ? undefined : { steps, test: (text) => pattern.test(text) };
  } catch {
    return undefined;
  }
}
