/** Holds the direction of imports: exits 1 naming file and line of each import that goes the wrong way. */
import { readSources } from './imports/sources.ts';
import { importProblems } from './imports/rules.ts';

const roots = ['src', 'scripts', 'quickstart', 'bench', 'dev'];
const found = await Promise.all(roots.map(readSources));
const sources = new Map(found.flatMap((one) => [...one]));
const problems = importProblems(sources);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
