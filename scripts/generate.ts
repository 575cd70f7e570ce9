/** Writes everything that is generated. With --check it writes nothing, and exits 1 naming each file that is out of date. */
import { checkFiles, writeFiles } from './generate/files.ts';
import { chartCrds } from './generate/chart-crds.ts';
import { chartReadme } from './generate/chart-readme.ts';
import { ciliumPolicy } from './generate/cilium-policy.ts';
import { egressPage } from './generate/egress-page.ts';
import { flagsPage } from './generate/flags-page.ts';
import { metricsPage } from './generate/metrics-page.ts';
import { platformPages } from './generate/platform-pages.ts';
import { reasonPages } from './generate/reason-pages.ts';
import { referencePage } from './generate/reference/page.ts';
import { apiTypes } from './generate/types.ts';

const parts = await Promise.all([
  apiTypes(),
  chartCrds(),
  chartReadme(),
  ciliumPolicy(),
  egressPage(),
  flagsPage(),
  metricsPage(),
  platformPages(),
  reasonPages(),
  referencePage(),
]);
const files = new Map(parts.flat().map(({ path, text }) => [path, text]));

if (process.argv.includes('--check')) {
  const stale = await checkFiles(files);
  for (const problem of stale) console.error(`${problem}: run \`npm run generate\` and commit the result`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const change of await writeFiles(files)) console.log(change);
}
