/** Holds the direction of imports in src/: exits 1 naming file and line of each import that goes the wrong way. */
import { readSources } from './imports/sources.ts';
import { importProblems } from './imports/rules.ts';

const sources = await readSources('src');
const problems = importProblems(sources);
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
