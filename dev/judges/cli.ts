// node dev/judges/cli.ts [NAME…]
// Builds the programs that judge our objects (Flux, Argo CD, Helm 3, promtool) and workflows (actionlint), all of them where none is named.
import { buildJudges, judgePath, judges } from './judges.ts';

const named = process.argv.slice(2);
const wanted = named.length === 0 ? judges : judges.filter((name) => named.includes(name));
try {
  const unknown = named.filter((name) => !(judges as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`no such judge: ${unknown.join(', ')} (there are ${judges.join(', ')})`);
  await buildJudges(wanted, (line) => console.error(line));
  for (const name of wanted) console.log(judgePath(name));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
