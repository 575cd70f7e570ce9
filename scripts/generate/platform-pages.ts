import { messageOf } from '../../src/api/reasons.ts';
import { registry, type Platform } from '../../src/connectors/index.ts';
import type { PlatformMethod, PlatformSpec } from '../../src/connectors/platform.ts';
import { textOf, type GeneratedFile } from './files.ts';
import { bullets, code, fenced, generatedNote, markdown, oneOf, sentence, table } from './markdown.ts';
import { conditionsOf, configOfMethod, configTable, secretTable, unpacking } from './platform-keys.ts';
import { answersOf } from './platform-answers.ts';
import { hostsOf, limitsOf, proofOf, rightsOf, stepsOf } from './platform-test.ts';
import { sourcesOf, unverifiedIn } from './sources.ts';

/** docs/platforms/<name>.md for each built-in platform, and docs/platforms/README.md as their index. */
export async function platformPages(): Promise<GeneratedFile[]> {
  const platforms = [...registry.values()];
  return Promise.all([indexPage(platforms), ...platforms.map(platformPage)]);
}

/** `ContentManagement` in words. */
function categoryOf({ spec }: Platform): string {
  const words = spec.category.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

async function indexPage(platforms: readonly Platform[]): Promise<GeneratedFile> {
  const rows = platforms.map((platform) => [
    `[${platform.spec.title}](${platform.name}.md)`,
    code(platform.name),
    categoryOf(platform),
    platform.spec.retired ? 'retired' : platform.spec.methods.map(({ name }) => code(name)).join(', '),
    (platform.spec.aliases ?? []).join(', '),
  ]);
  return markdown('docs/platforms/README.md', [
    generatedNote,
    '# Platforms',
    'What a Connection can name in `spec.platform`. In a cluster, `kubectl get platforms` has the same list, with the platforms of your own; [custom platforms](../custom-platforms.md) tells how to add one.',
    table(['Platform', '`spec.platform`', 'Category', 'Methods', 'Also known as'], rows),
  ]);
}

async function platformPage(platform: Platform): Promise<GeneratedFile> {
  const { name, spec } = platform;
  const path = `docs/platforms/${name}.md`;
  const head = [generatedNote, `# ${spec.title}`, introOf(platform)];
  if (spec.retired) return markdown(path, [...head, retiredNote(spec.title, spec.retired.since)]);
  const rest = await Promise.all([exampleOf(name), answersOf(platform), unverifiedOf(platform)]);
  const [example, answers, unverified] = rest;
  return markdown(path, [
    ...head,
    example,
    '## Ways to sign in',
    choiceOf(spec.methods),
    ...spec.methods.flatMap(methodSection),
    '## Settings',
    'In `spec.config`. They are not secret; a key that is not listed here is refused.',
    configTable(spec),
    conditionsOf(spec.config),
    '## What a test does',
    stepsOf(spec),
    valuesNote(spec),
    limitsOf(spec),
    '## Where the credential may go',
    "To these hosts, and to no other, whatever a redirect or a reply says. An address inside the cluster, of this machine or of a cloud's metadata service is refused even then.",
    hostsOf(spec),
    '## Rights that can be told',
    rightsOf(spec),
    proofOf(spec),
    answers,
    unverified,
  ]);
}

function introOf(platform: Platform): string {
  const { name, spec } = platform;
  const facts = [
    `\`platform: ${name}\``,
    categoryOf(platform),
    ...(spec.aliases?.length ? [`also known as ${spec.aliases.join(', ')}`] : []),
    ...(spec.documentation ? [`[the vendor's documentation](${spec.documentation})`] : []),
  ];
  return facts.join(' · ');
}

function retiredNote(title: string, since: string): string {
  return `${messageOf('PlatformRetired', { about: `${title} ended ${since}` })} A Connection to it is Failed with [PlatformRetired](../reasons/PlatformRetired.md), and nothing is sent.`;
}

async function exampleOf(name: string): Promise<string | undefined> {
  const path = `examples/${name}.yaml`;
  const example = await textOf(path);
  return example && `## Example\n\n${fenced('yaml', example)}\n\nFrom [${path}](../../${path}).`;
}

function choiceOf(methods: readonly PlatformMethod[]): string | undefined {
  if (methods.length < 2) return undefined;
  const detecting = methods.find(({ auth }) => auth.detect);
  return `${oneOf(methods.map(({ name }) => code(name)))}. Without \`spec.method\`, ${detecting ? `it is ${code(detecting.name)}` : 'the keys in the Secret decide'}.`;
}

function methodSection(method: PlatformMethod): (string | undefined)[] {
  const { name, title, description, byNameOnly } = method;
  return [
    `### ${code(name)}: ${title}`,
    description && sentence(description),
    byNameOnly ? `Only where \`spec.method\` is ${code(name)}: another way takes the same keys.` : undefined,
    method.identity && serviceAccountNote(method.identity),
    secretTable(method),
    unpacking(method),
    configOfMethod(method),
    conditionsOf(method.secret),
  ];
}

function valuesNote(spec: PlatformSpec): string | undefined {
  return stepsOf(spec).includes('{{values.')
    ? '`{{config.…}}` is a setting, `{{values.…}}` is worked out of the settings.'
    : undefined;
}

function serviceAccountNote({ audience }: NonNullable<PlatformMethod['identity']>): string {
  const named = audience.includes('{{values.') ? 'that [its guide](../workload-identity.md) names' : code(audience);
  return `Needs no Secret: \`spec.serviceAccountName\` names a ServiceAccount of the namespace, which signs in with a token for the audience ${named}, and the subject \`system:serviceaccount:NAMESPACE:NAME\`. The operator must be [allowed to](../install.md#workload-identity).`;
}

async function unverifiedOf(platform: Platform): Promise<string | undefined> {
  const list = bullets(unverifiedIn(await sourcesOf(platform)).map(sentence));
  return list && `## Not verified\n\nTaken from documents, and not tried on the platform itself:\n\n${list}`;
}
