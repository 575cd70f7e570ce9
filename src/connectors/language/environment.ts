import { celEnv, type CelEnv, type CelFunc, type CelValue } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';
import { ownFunctions, replacedFunctions } from './functions.ts';
import { macroFunctions } from './macros.ts';
import { counted, sizeOf, weightOf } from './meter.ts';
import { compilePattern } from './patterns.ts';

/** A character costs a pattern's matcher about this many times what it costs a search. */
const patternCost = 16;
/** Functions that may go into everything that they are given. */
const deep = new Set(['_==_', '_!=_', '@in', 'format']);
/** Functions that look for texts, and for how many. */
const searches: Readonly<Record<string, number>> = {
  after: 1,
  before: 1,
  between: 2,
  contains: 1,
  indexOf: 1,
  lastIndexOf: 1,
  replace: 1,
  split: 1,
};
const costs: Readonly<Record<string, (value: CelValue) => number>> = {
  matches: (value) => patternCost * sizeOf(value),
  // A sum is not put together before something reads it, and a list knows its size.
  '_+_': () => 1,
  size: (value) => (typeof value === 'string' ? value.length : 1),
  ...Object.fromEntries(Array.from(deep, (name) => [name, weightOf])),
};

/** The library's own, with the language's; `matches` with patterns that are compiled once. */
const plain = celEnv({ funcs: [...strings, ...ownFunctions, ...replacedFunctions], re2: { compile: compilePattern } });

/** CEL with the functions of the language, each of which counts what it reads. */
export const environment: CelEnv = celEnv({
  funcs: [
    ...Array.from(plain.funcs, (func) =>
      isFree(func) ? func : counted(func, costs[func.name] ?? sizeOf, searches[func.name]),
    ),
    ...macroFunctions,
  ],
});

/** Functions on numbers, times and the like, which cost nothing. */
function isFree({ target, arguments: args }: CelFunc): boolean {
  return [target, ...args].every(
    (type) => type === undefined || (type.kind === 'scalar' && !['string', 'bytes', 'dyn'].includes(type.name)),
  );
}

export interface Signature {
  member: boolean;
  args: number;
}

const macroSignatures: Readonly<Record<string, readonly Signature[]>> = {
  has: [{ member: false, args: 1 }],
  filled: [{ member: false, args: 1 }],
  orElse: [{ member: false, args: 2 }],
  exists: [{ member: true, args: 2 }],
  exists_one: [{ member: true, args: 2 }],
  all: [{ member: true, args: 2 }],
  filter: [{ member: true, args: 2 }],
  map: [
    { member: true, args: 2 },
    { member: true, args: 3 },
  ],
};

/** Every function that an expression may call, operators left out. */
export const signatures: ReadonlyMap<string, readonly Signature[]> = signaturesOf(plain.funcs);

function signaturesOf(funcs: Iterable<CelFunc>): Map<string, Signature[]> {
  const found = new Map<string, Signature[]>(Object.entries(macroSignatures).map(([name, all]) => [name, [...all]]));
  for (const { name, target, arguments: args } of funcs) {
    if (!/^[a-z]\w*$/i.test(name)) continue;
    found.set(name, [...(found.get(name) ?? []), { member: target !== undefined, args: args.length }]);
  }
  return found;
}
