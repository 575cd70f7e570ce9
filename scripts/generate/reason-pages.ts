import { messageOf, reasons, verifiedMessage, type Outcome, type Reason } from '../../src/api/reasons.ts';
import { registry, type Platform } from '../../src/connectors/index.ts';
import type { GeneratedFile } from './files.ts';
import { bullets, fenced, generatedNote, markdown, table } from './markdown.ts';
import { samples } from './reason-samples.ts';
import { whatIsSo } from './reason-text.ts';
import { causesOf, meaningsOf } from './replies.ts';

const groups: readonly { outcome: Outcome; title: string; intro: string }[] = [
  {
    outcome: 'connected',
    title: 'Connected',
    intro: 'The platform named the account that it signed in, and `spec.requires` is met.',
  },
  {
    outcome: 'failed',
    title: 'Failed',
    intro:
      'The platform or the input says no. Trying again cannot help, so nothing is sent again before something changes: a wrong password must never lock an account.',
  },
  {
    outcome: 'inconclusive',
    title: 'Inconclusive',
    intro:
      'Nobody said yes or no. The last verdict stands, and the test is repeated; after `spec.test.failureThreshold` of these in a row the state is `Retrying`.',
  },
  { outcome: 'pending', title: 'Before a verdict', intro: 'There is no verdict on what is there now.' },
];

const next: Readonly<Record<Outcome, string>> = {
  connected: 'The next test is due after `spec.test.interval`, up to 10 % sooner or later.',
  failed:
    'The credential is **not** sent again by itself for 30 minutes, or for `spec.test.interval` where that is longer (never, with `interval: 0s`); one that was refused twice, not for a day. A change of the Connection, its Secret, its certificates, its proxy or a Platform of your own starts a test at once. What was corrected on the side of the platform cannot be seen from here, so ask for a test:',
  inconclusive:
    'The test is repeated after 10 s, 20 s, 40 s and so on, at most every 10 minutes; where the platform says how long to wait, that is honoured. Until `spec.test.failureThreshold` tests in a row (3 by default) end like this, the last verdict stands; then `Connected` is `Unknown` and the state is `Retrying`. Where there is no verdict to stand, it is shown at once. To ask for a test now:',
  pending:
    'Where it stays so for longer than `spec.test.timeout`, look whether the operator runs and may read what it needs: see [operations](../operations.md).',
};

const askForTest = fenced(
  'sh',
  'kubectl annotate connection NAME connection-operator.dev/test-requested-at="$(date +%s)" --overwrite',
);

/** docs/reasons/<Reason>.md, and docs/reasons.md as their index. */
export async function reasonPages(): Promise<GeneratedFile[]> {
  const names = Object.keys(reasons) as Reason[];
  return Promise.all([indexPage(names), ...names.map(reasonPage)]);
}

async function indexPage(names: readonly Reason[]): Promise<GeneratedFile> {
  const sections = groups.flatMap(({ outcome, title, intro }) => {
    const members = names.filter((name) => reasons[name].outcome === outcome);
    const rows = members.map((name) => [`[${name}](reasons/${name}.md)`, whatIsSo(name), reasons[name].action]);
    return [`## ${title}`, intro, table(['Reason', 'What is so', 'What to do'], rows)];
  });
  const intro =
    'The reason stands in the column REASON of `kubectl get connections`, and in the conditions. Reasons are a contract: programs may rely on them; the texts beside them may change.';
  return markdown('docs/reasons.md', [generatedNote, '# Reasons', intro, ...sections]);
}

async function reasonPage(name: Reason): Promise<GeneratedFile> {
  const { outcome, action } = reasons[name];
  const title = groups.find((group) => group.outcome === outcome)?.title ?? '';
  return markdown(`docs/reasons/${name}.md`, [
    generatedNote,
    `# ${name}`,
    `[${title}](../reasons.md#${title.toLowerCase().replaceAll(' ', '-')}) · ${whatIsSo(name)}`,
    action === '' ? undefined : `## What to do\n\n${action}`,
    `## What happens next\n\n${next[outcome]}`,
    name === 'UnexpectedReply'
      ? 'Where the credential was sent before the answer came, it is held back like a refused one: it may have been a refusal.'
      : undefined,
    outcome === 'failed' || outcome === 'inconclusive' ? askForTest : undefined,
    `## How it reads\n\n> ${messageOf(name, samples[name])}`,
    name === 'Verified'
      ? `Where the protocol has no credential (an NFS export, a local directory), \`status.checks\` has \`Authenticated: NotTestable\`, and it reads:\n\n> ${verifiedMessage(false)}`
      : undefined,
    platformsThatSay(name),
  ]);
}

function platformsThatSay(name: Reason): string | undefined {
  const items = [...registry.values()].flatMap((platform) => lineOf(platform, name));
  const list = bullets(items);
  return (
    list &&
    `## On these platforms\n\nTheir own answers that mean this, with the possible causes that are known:\n\n${list}`
  );
}

function lineOf({ name: platform, spec }: Platform, reason: Reason): string[] {
  const rows = meaningsOf(spec).filter(({ outcome }) => outcome === reason);
  if (rows.length === 0) return [];
  const causes = causesOf(rows);
  return [`[${spec.title}](../platforms/${platform}.md)${causes.length > 0 ? `: ${causes.join('; ')}` : ''}`];
}
