/** `npm run platforms`: every built-in platform with its methods; `-o json` for programs. */
import { registry } from '../src/connectors/index.ts';

const rows = [...registry.values()].map(({ name, spec }) => ({
  name,
  title: spec.title,
  category: spec.category,
  driver: spec.driver ?? 'http',
  methods: spec.retired ? [`retired ${spec.retired.since}`] : spec.methods.map((method) => method.name),
  aliases: spec.aliases ?? [],
}));

if (process.argv.join(' ').endsWith('-o json')) console.log(JSON.stringify(rows, null, 2));
else {
  const lines = [
    ['NAME', 'TITLE', 'CATEGORY', 'DRIVER', 'METHODS'],
    ...rows.map(({ name, title, category, driver, methods }) => [name, title, category, driver, methods.join(', ')]),
  ];
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join('   ')
        .trimEnd(),
    );
  const methods = rows.reduce((sum, row) => sum + row.methods.length, 0);
  console.log(`\n${rows.length} platforms, ${methods} ways to sign in`);
}
