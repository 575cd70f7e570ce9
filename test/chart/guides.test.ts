import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GuideCluster } from './support/guide-cluster.ts';
import { commandsOf, pages, type Command } from './support/guides.ts';

/** The commands of the guides, as they are on the page and in its order, by a shell on a new cluster. */
let cluster: GuideCluster;

const served = 'for try in {1..60}; do kubectl get connections,platforms -A && break; sleep 1; done';

/** Commands that stand among others which are run, with why they are not. */
const notHere: readonly [RegExp, string][] = [
  [/^kubectl create namespace connection-operator$/, 'it is there from the first installation on'],
  [/^kubectl krew /, 'test/unit/scripts/command-package.test.ts installs by krew'],
  [/^kubectl .* logs deployment/, 'without a node there is no Pod'],
  [/^connection login NAME$/, 'it wants a browser; test/cluster/command.test.ts runs it'],
  [/^connection doctor files\.example\.com/, 'there are no such hosts'],
];

/** Exit codes other than 0 that are answers. */
const answers: readonly [RegExp, number][] = [
  [/^kubectl auth can-i /, 1], // no
  [/^connection doctor$/, 1], // without a node no replica is ready
];

/** What the commands of the two pages print that a new user follows to the letter, as far as the page leads to expect it. */
const prints: readonly [RegExp, RegExp][] = [
  [/^helm install /, /STATUS: deployed\n[^]*rollout status deployment\/connection-operator\n/],
  [/^kubectl get platforms$/, /^NAME +TITLE [^]*\nsftp +SFTP /],
  [/^kubectl create rolebinding /, /^rolebinding\S* created$/m],
  [/^kubectl annotate secret /, /^secret\/finance-dav annotated$/m],
  [/^helm upgrade /, /has been upgraded/],
  // The Connections stay: their definitions are kept.
  [/^helm uninstall /, /resource policy:\n(.*connection-operator\.dev\n){2}[^]*uninstalled/],
  [/^kubectl delete platforms /, /^platform\S* "sftp" deleted/m],
  [/^kubectl delete crd /, /"connections\.connection-operator\.dev" deleted[^]*"platforms\.\S+" deleted/],
  [/^helm template /, /^deployment\.apps\/connection-operator serverside-applied$/m],
  [/^kubectl patch configmap argocd-cm /, /^configmap\/argocd-cm patched$/m],
  [/^kubectl kustomize .*team$/, /secretRef:\n +name: finance-dav-\w{10}\n/],
  [/^kubectl wait --for=condition=Connected/, /^connection\S*\/finance-dav condition met$/m],
];

/** In this order: the first makes the resources, and docs/install.md takes them away and makes them again. */
const inOrder = [
  'docs/environments.md',
  'docs/concepts.md',
  'docs/cli.md',
  'docs/custom-platforms.md',
  'docs/jobs.md',
  'docs/operations.md',
  'docs/runbooks/ConnectionFailed.md',
  'docs/runbooks/ConnectionOperatorBlind.md',
  'docs/runbooks/ConnectionOperatorCRDMissing.md',
  'docs/runbooks/ConnectionOperatorDown.md',
  'docs/runbooks/ConnectionsExpiring.md',
  'docs/runbooks/ConnectionsFailed.md',
  'docs/runbooks/ConnectionsOverdue.md',
  'docs/runbooks/ConnectionsUndecided.md',
  'docs/versions.md',
  'docs/workload-identity.md',
  'README.md',
  'docs/README.md',
  'docs/gitops.md',
  'docs/install.md',
];

/** What has to be so before a page's first command, where the page says so in words. */
const before: Record<string, () => Promise<void>> = {
  'docs/environments.md': async () => {
    for (const namespace of ['argocd', 'team-a', 'migration'])
      await cluster.ok(`kubectl create namespace ${namespace}`);
    await cluster.ok('kubectl create configmap argocd-cm --namespace argocd');
  },
  'docs/concepts.md': async () => {
    await cluster.ok(served);
    await cluster.operate();
  },
  'docs/install.md': () => cluster.ok('helm uninstall connection-operator --namespace connection-operator'),
};

beforeAll(async () => {
  cluster = await GuideCluster.start();
}, 600_000);

afterAll(() => cluster?.stop());

/** As somebody types it who has Connections of other names, and no node that a Deployment could be rolled out on. */
function asTyped({ text }: Command): string {
  const name = text.includes('condition=Failed') ? 'finance-wrong' : 'finance-dav';
  return text
    .replaceAll(/\bNAME\b/g, name)
    .replaceAll(/\bNAMESPACE\b/g, 'default')
    .replaceAll(/\bPLATFORM\b/g, 'webdav')
    .replace(/ \| grep \w+$/, '')
    .replace(/^kubectl .*rollout status.*$/, served);
}

describe.each(inOrder)('%s', (page) => {
  beforeAll(() => before[page]?.(), 120_000);

  it.each(commandsOf(page).filter(({ text }) => !notHere.some(([command]) => command.test(text))))(
    '$text',
    async (command) => {
      const { code, text } = await cluster.run(asTyped(command));
      const answer = answers.find(([wanted]) => wanted.test(command.text))?.[1] ?? 0;

      expect({ code, text }).toEqual({ code: answer, text });
      const expected = command.place === 'block' ? prints.filter(([of]) => of.test(command.text)) : [];
      for (const [, printed] of expected) expect(text).toMatch(printed);
    },
    180_000,
  );
});

it('leaves no page out', () => {
  const missing = pages.filter((page) => commandsOf(page).length > 0 && !inOrder.includes(page));

  expect(missing).toEqual([]);
});

it('leaves no command out that it could run', () => {
  const all = pages.flatMap(commandsOf).map(({ text }) => text);

  for (const [command] of [...notHere, ...answers, ...prints])
    expect(all.some((text) => command.test(text))).toBe(true);
});
