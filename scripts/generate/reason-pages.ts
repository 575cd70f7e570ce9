import { messageOf, reasons, verifiedMessage, type Outcome, type Reason } from '../../src/api/reasons.ts';
import { registry, type Platform } from '../../src/connectors/index.ts';
import type { GeneratedFile } from './files.ts';
import { bullets, fenced, generatedNote, markdown, table } from './markdown.ts';
import { causesOf, meaningsOf } from './platform/meanings.ts';
import { nextOf, transientText } from './reason-next.ts';
import { samples } from './reason-samples.ts';
import { adviceOf, whatIsSo } from './reason-text.ts';

const groups: readonly { outcome: Outcome; title: string; intro: string }[] = [
  {
    outcome: 'connected',
    title: 'Connected',
    intro: 'The platform accepted the credential, and `spec.requires` is met.',
  },
  {
    outcome: 'failed',
    title: 'Failed',
    intro:
      'The platform or the input says no. A repeated test does not help, so the credential is held back: a wrong password must never lock an account.',
  },
  {
    outcome: 'inconclusive',
    title: 'Inconclusive',
    intro:
      'The test found neither yes nor no. The last verdict remains, and the test is repeated. After `spec.test.failureThreshold` of these in a row the state is `Retrying`.',
  },
  {
    outcome: 'pending',
    title: 'Before a verdict',
    intro: 'There is no verdict on the current credential and configuration.',
  },
];

const columns =
  '**Stage** is the stage of the test at which the reason usually occurs. **Transient** says whether it may pass without any change. **Lockout** says what the test counts as if the credential was sent and not accepted: `refusal` may count against a lockout of the account, `silence` may hide a refusal, and `none` sends no credential. Each page says when the next test is due.';

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
    const head = ['Reason', 'Stage', 'Transient', 'Lockout', 'Message', 'Action'];
    return [`## ${title}`, intro, table(head, members.map(indexRow))];
  });
  const intro =
    'The column REASON of `kubectl get connections` and the conditions show the reason. Reasons are stable, so programs can rely on them. Messages and actions may change.';
  return markdown('docs/reasons.md', [generatedNote, '# Reasons', intro, columns, ...sections]);
}

function indexRow(name: Reason): string[] {
  const { stage, transient, lockout } = reasons[name];
  return [`[${name}](reasons/${name}.md)`, stage, transient ? 'yes' : 'no', lockout, whatIsSo(name), adviceOf(name)];
}

async function reasonPage(name: Reason): Promise<GeneratedFile> {
  const { outcome, stage } = reasons[name];
  const action = adviceOf(name);
  const title = groups.find((group) => group.outcome === outcome)?.title ?? '';
  const tested = outcome === 'failed' || outcome === 'inconclusive';
  return markdown(`docs/reasons/${name}.md`, [
    generatedNote,
    `# ${name}`,
    whatIsSo(name),
    bullets([
      `Outcome: [${title}](../reasons.md#${title.toLowerCase().replaceAll(' ', '-')})`,
      `Stage: ${stage}`,
      ...(tested ? [transientText(name)] : []),
    ]),
    action === '' ? undefined : `## Action\n\n${action}`,
    `## Example message\n\n> ${messageOf(name, samples[name])}`,
    name === 'Verified'
      ? `If the protocol has no credential (an NFS export, a local directory), \`status.checks\` has \`Authenticated: NotTestable\`, and the message is:\n\n> ${verifiedMessage(false)}`
      : undefined,
    `## ${tested ? 'Retries and lockout' : 'Next test'}\n\n${nextOf(name)}`,
    tested ? `To request a test:\n\n${askForTest}` : undefined,
    platformsThatSay(name),
  ]);
}

function platformsThatSay(name: Reason): string | undefined {
  const list = bullets([...registry.values()].flatMap((platform) => lineOf(platform, name)));
  return (
    list &&
    `## Platforms\n\nPlatforms with responses of their own that have this reason, and possible causes:\n\n${list}`
  );
}

function lineOf({ name: platform, spec }: Platform, reason: Reason): string[] {
  const meanings = meaningsOf(spec).filter((meaning) => meaning.reason === reason);
  if (meanings.length === 0) return [];
  const causes = causesOf(meanings);
  return [`[${spec.title}](../platforms/${platform}.md)${causes.length > 0 ? `: ${causes.join('; ')}` : ''}`];
}
