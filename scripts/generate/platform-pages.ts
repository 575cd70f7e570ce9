import { messageOf } from '../../src/api/reasons.ts';
import { registry, type Platform } from '../../src/connectors/index.ts';
import { inFull } from '../../src/connectors/planning/in-full.ts';
import type { PlatformMethod, PlatformSpec } from '../../src/connectors/platform.ts';
import { textOf, type GeneratedFile } from './files.ts';
import { bullets, code, fenced, generatedNote, markdown, oneOf, sentence, table } from './markdown.ts';
import { hostsSection } from './platform/hosts.ts';
import { configTable, secretTable } from './platform/keys.ts';
import { limitsSection } from './platform/limits.ts';
import { namesSection } from './platform/names.ts';
import { permissionsSection } from './platform/permissions.ts';
import { readable } from './platform/readable.ts';
import { configOfMethod, secretRules, settingRules, unpacking } from './platform/schema-rules.ts';
import { stepsSection } from './platform/steps.ts';
import { troubleshootingSection } from './platform/troubleshooting.ts';
import { defaultOf } from './platform/values.ts';
import { driverSourcesOf, sourcesOf, unverifiedIn } from './sources.ts';

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
    'The values of `spec.platform` of a Connection. In a cluster, `kubectl get platforms` lists them, together with the platforms that you have added: see [custom platforms](../custom-platforms.md).',
    table(['Platform', '`spec.platform`', 'Category', 'Methods', 'Also known as'], rows),
  ]);
}

async function platformPage(platform: Platform): Promise<GeneratedFile> {
  const { name } = platform;
  const spec = inFull(platform.spec);
  const path = `docs/platforms/${name}.md`;
  const head = [generatedNote, `# ${spec.title}`, introOf(platform)];
  if (spec.retired) return markdown(path, [...head, retiredNote(spec.title, spec.retired.since)]);
  const [example, troubleshooting, sources, driver] = await Promise.all([
    exampleOf(name),
    troubleshootingSection({ name, spec }),
    sourcesOf(platform),
    driverSourcesOf(spec),
  ]);
  return markdown(path, [
    ...head,
    example,
    '## Methods',
    choiceOf(spec.methods),
    ...spec.methods.flatMap((method) => methodSection(spec, method)),
    '## Settings',
    'Settings are in `spec.config`. They are not secret. Unknown settings are refused.',
    configTable(spec),
    settingRules(spec),
    stepsSection(spec),
    hostsSection(spec),
    permissionsSection(spec),
    limitsSection(spec, driver),
    troubleshooting,
    namesSection(spec),
    unverifiedSection([...sources, ...driver]),
  ]);
}

function introOf(platform: Platform): string {
  const { name, spec } = platform;
  const facts = [
    `\`platform: ${name}\``,
    categoryOf(platform),
    ...(spec.aliases?.length ? [`also known as ${spec.aliases.join(', ')}`] : []),
    ...(spec.documentation ? [`[vendor's documentation](${spec.documentation})`] : []),
  ];
  return facts.join(' · ');
}

function retiredNote(title: string, since: string): string {
  return `${messageOf('PlatformRetired', { about: `${title} ended ${since}` })} A Connection to it fails with [PlatformRetired](../reasons/PlatformRetired.md), and nothing is sent.`;
}

async function exampleOf(name: string): Promise<string | undefined> {
  const path = `examples/${name}.yaml`;
  const example = await textOf(path);
  return example && `## Example\n\n${fenced('yaml', example)}\n\nFrom [${path}](../../${path}).`;
}

function choiceOf(methods: readonly PlatformMethod[]): string | undefined {
  if (methods.length < 2) return undefined;
  const detecting = methods.find(({ detect }) => detect);
  return `${oneOf(methods.map(({ name }) => code(name)))}. Without \`spec.method\`, ${detecting ? `it is ${code(detecting.name)}` : 'the keys of the Secret decide'}.`;
}

function methodSection(spec: PlatformSpec, method: PlatformMethod): (string | undefined)[] {
  const { name, title, description, byNameOnly, serviceAccount } = method;
  return [
    `### ${code(name)}: ${title}`,
    description && sentence(description),
    byNameOnly ? `Used only if \`spec.method\` is ${code(name)}, because another method has the same keys.` : undefined,
    serviceAccount ? serviceAccountNote(spec, serviceAccount.audience) : secretTable(method),
    unpacking(method),
    configOfMethod(method),
    secretRules(method),
  ];
}

function serviceAccountNote(spec: PlatformSpec, audience: string): string {
  const shown = readable(spec, audience);
  const fixed = defaultOf(spec, audience);
  const named = fixed === undefined ? `${code(shown)} ([guide](../workload-identity.md))` : `${code(fixed)} by default`;
  return `No Secret is needed: the ServiceAccount in \`spec.serviceAccountName\`, in the namespace of the Connection, signs in with a token whose audience is ${named} and whose subject is \`system:serviceaccount:NAMESPACE:NAME\`. The operator must be [allowed to request it](../install.md#workload-identity).`;
}

function unverifiedSection(sources: readonly string[]): string | undefined {
  const list = bullets(unverifiedIn(sources).map(sentence));
  return list && `## Not verified\n\nTaken from documentation, and not tried on the platform itself:\n\n${list}`;
}
