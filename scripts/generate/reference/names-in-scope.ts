import { grammarEntries } from '../../../src/connectors/language/grammar.ts';
import { code, table } from '../markdown.ts';

/** What a letter of the grammar stands for. */
const kinds: readonly (readonly [letter: string, word: string, names: string])[] = [
  [
    'E',
    'input',
    '`config`, `requires` (`role`, `access`, `path`, `proof`), `method`, and names of `define` that read nothing else',
  ],
  ['S', 'secret', '`secret.KEY` and `serviceAccount.token`; templates only, never expressions'],
  ['N', 'steps', 'results of earlier steps, `STEP.NAME`'],
  [
    'R',
    'response',
    '`status`, `headers`, `cookies`, `text`, `json`, `xml`, `now`, and names of `define` that read them',
  ],
  ['K', 'credential', '`credential.login`, `credential.claims`, `credential.fresh`'],
  ['A', 'account', '`account.id`, `account.name`, `account.email`, `account.tenant`'],
  ['B', 'probe', '`probe.name`, `probe.content`, and what steps of the probe set'],
];

const positions = [
  [
    '`url`',
    'Host: as it is. Path: percent-encoded, `.` and `..` are refused. `{{name|segments}}` keeps slashes. Query: percent-encoded.',
  ],
  ['`host`', 'As it is. Only host and port count if the value is an address.'],
  [
    '`header`',
    'As it is. Control characters and characters above U+00FF are refused. `{{name|json}}` gives quoted ASCII JSON.',
  ],
  ['`text`', 'As it is, or encoded as the form, query or file requires.'],
  ['`json`', 'JSON text. A variable alone in a string keeps a boolean, a number or a list.'],
  ['`xml`', 'Escaped. Characters that XML cannot hold are refused.'],
];

/** Letters of the grammar in words. */
export function wordsOf(letters: string): string {
  return kinds.flatMap(([letter, word]) => (letters.includes(letter) ? [word] : [])).join(', ');
}

/** The sections of the reference with the names that templates and expressions can use, and how values are encoded. */
export function namesInScope(): string[] {
  const head = ['Field', 'Syntax', ...kinds.map(([, word]) => word)];
  return [
    '## Names in scope',
    kinds.map(([, word, names]) => `- **${word}**: ${names}`).join('\n'),
    'Templates can also use `test.id`, a UUID of the test. A name of `define` that reads the response, the credential, the account or the probe can be used only where these are in scope. Rows of `tables` have the names of the step that uses the table.',
    table(head, scopeRows()) ?? '',
    '## Template positions',
    'The position of a template decides how values are encoded. If a variable has no value, the header, parameter, field, property or part is left out. A list is joined by spaces, or with `{{name|commas}}` by commas. `{{name|odata}}` doubles single quotes.',
    table(['Position', 'Value'], positions) ?? '',
  ];
}

/** Fields of one place that have the same names share a row. */
function scopeRows(): string[][] {
  const entries = grammarEntries().filter(({ names }) => names !== '');
  const groups = Map.groupBy(entries, ({ path, kind, names }) => [placeOf(path)[0], kind, names].join(' '));
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const { path, kind, names } = first;
    const [place] = placeOf(path);
    const fields = [...new Set(same.map((entry) => placeOf(entry.path)[1]).filter((field) => field !== ''))];
    const where = `${code(place)}${fields.length > 0 ? `: ${fields.map(code).join(', ')}` : ''}`;
    return [[where, kind, ...kinds.map(([letter]) => (names.includes(letter) ? 'yes' : ''))]];
  });
}

const step = /^(methods\[\]\.(?:detect|signIn|signOut)\[\]|test\[\]|access\[\]|probe\.[a-z]+)\.(.+)$/;

/** A step and the part of it in which a path is; or the field itself. */
function placeOf(path: string): [place: string, field: string] {
  const [, place, rest = ''] = step.exec(path) ?? [];
  if (place !== undefined) return [place.replace(/^probe\..*/, 'probe.STEP'), partOf(rest)];
  const [, field = path] = /^(methods\[\]\.\w+|anonymous\.\w+|probe\.when|\w+)/.exec(path) ?? [];
  return [field, ''];
}

function partOf(rest: string): string {
  const then = /^replies\[\]\.then\.request/.exec(rest);
  return then ? then[0] : (/^(oauth2\.access|\w+)/.exec(rest)?.[1] ?? rest);
}
