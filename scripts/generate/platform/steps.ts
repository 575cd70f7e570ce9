import type { PlatformRequestStep } from '../../../src/api/platform.gen.ts';
import type { PlatformMethod, PlatformSpec } from '../../../src/connectors/platform.ts';
import { allOf, bullets, code, oneOf } from '../markdown.ts';
import { driverSteps } from './driver-steps.ts';
import { rowsIn } from '../../../src/connectors/language/steps.ts';
import { condition } from './readable.ts';
import { ifOf, questionsOf, requestOf } from './requests.ts';
import { signInOf } from './sign-in.ts';

/** What a variable in an address is, by how it begins. */
const variables: readonly (readonly [RegExp, string])[] = [
  [/\{\{config\./, '`{{config.NAME}}` is a setting'],
  [/\{\{secret\./, '`{{secret.KEY}}` is a key of the Secret'],
  [/\{\{requires\.path/, '`{{requires.path}}` is `spec.requires.path`'],
  [/\{\{(?!config|secret|requires|probe)\w+\./, '`{{STEP.NAME}}` is a result of an earlier step'],
  [/\{\{\w+[|}]/, 'other names are listed under [Names](#names)'],
];

/** The section with what is sent, in order. */
export function stepsSection(spec: PlatformSpec): string {
  const { driver = 'http', methods } = spec;
  const own = methods.filter((method) => method.driver === undefined);
  const others = methods.flatMap((method) =>
    method.driver === undefined ? [] : [`With method ${code(method.name)}:\n\n${numbered(driverSteps(method.driver))}`],
  );
  const steps = driver === 'http' ? phases(spec, own) : driverSteps(driver);
  return ['## Test steps', numbered(steps), ...others, ...(driver === 'http' ? noteOf(steps) : [])].join('\n\n');
}

function noteOf(steps: readonly string[]): string[] {
  const text = steps.join('\n');
  const said = variables.flatMap(([pattern, what]) => (pattern.test(text) ? [what] : []));
  return said.length === 0 ? [] : [`Addresses are shown with the default settings: ${said.join('; ')}.`];
}

function numbered(steps: readonly string[]): string {
  return steps.map((step, index) => `${index + 1}. ${step.replaceAll('\n', '\n   ')}`).join('\n');
}

/** The phases of a test that a platform has, each as an item with a list in it. */
function phases(spec: PlatformSpec, methods: readonly PlatformMethod[]): string[] {
  const isFirst = spec.anonymous?.order === 'Before';
  return [
    ...methods.flatMap((method) => detection(spec, method)),
    ...(isFirst ? [anonymous(spec)] : []),
    item('**Sign-in**, by method:', signIns(spec, methods)),
    item('**Test**: requests with the credential.', [...requests(spec, spec.test), ...proof(spec)]),
    ...(spec.anonymous && !isFirst ? [anonymous(spec)] : []),
    ...(spec.access?.length ? [item('**Permissions**: read-only requests.', requests(spec, spec.access))] : []),
    ...(spec.probe ? ['**Probe**, only with `requires.proof: Probe`: see [Permissions](#permissions).'] : []),
    ...signOuts(spec, methods),
  ];
}

function item(text: string, list: readonly string[]): string {
  return [text, ...(list.length > 0 ? [bullets(list)] : [])].join('\n');
}

function detection(spec: PlatformSpec, { name, detect }: PlatformMethod): string[] {
  if (!detect) return [];
  const rows = detect.flatMap(({ replies }) => rowsIn(spec, replies, '').map(({ row }) => row));
  const chosen = rows.flatMap(({ when = '', use }) =>
    use === undefined ? [] : [`${code(use)} if ${condition(spec, when)}`],
  );
  const asked = detect.map((step) => `${requestOf(spec, step.request)}${ifOf(spec, step.when)}`);
  const text = `**Detection** of the method (${code(name)}), without the credential. The first condition that is true decides, and no second method is tried.`;
  return [item(text, [...asked, ...new Set(chosen)])];
}

function anonymous({ anonymous: rule = {} }: PlatformSpec): string {
  const { order, when, refused } = rule;
  if (order === 'Before')
    return '**Anonymous request**: the first request of the test, **without** the credential. If the platform does not refuse it, the test ends and no credential is sent.';
  if (when === 'false')
    return '**Anonymous request**: the first request of the test, **without** the credential, before a password is sent as Basic. If the server offers other schemes only, the password is not sent, and the test ends with [InvalidConfiguration](../reasons/InvalidConfiguration.md).';
  const text = `**Anonymous request**: the last request of the test again, **without** the credential${when === undefined ? '' : `, if ${code(when)}`}. If the platform does not refuse it, the response to the credential proved nothing, and the test ends with [UnexpectedReply](../reasons/UnexpectedReply.md).`;
  return refused === undefined ? text : `${text} Refused means ${code(refused)}.`;
}

function signIns(spec: PlatformSpec, methods: readonly PlatformMethod[]): string[] {
  return byText(
    methods.filter(({ detect }) => !detect),
    (method) => signInOf(spec, method),
  );
}

/** Methods that do the same share a line. */
function byText(methods: readonly PlatformMethod[], textOf: (method: PlatformMethod) => string): string[] {
  const texts = Map.groupBy(methods, textOf);
  return [...texts].map(([text, same]) => `${oneOf(same.map(({ name }) => code(name)))}: ${text}`);
}

function requests(spec: PlatformSpec, steps: readonly PlatformRequestStep[] = []): string[] {
  const questions = questionsOf(spec, steps);
  return [
    ...steps.map(({ request, when, facts }) => {
      const needed = facts?.identified === undefined ? '' : `; ${code(facts.identified)} must be true`;
      return `${requestOf(spec, request)}${ifOf(spec, when)}${needed}`;
    }),
    ...(questions.length > 0 ? [`after an ambiguous response, one more request: ${allOf(questions)}`] : []),
  ];
}

/** What Connected needs besides a good response. */
function proof({ identity, methods, test = [], access = [] }: PlatformSpec): string[] {
  const ids = new Set([...test, ...access].flatMap(({ facts }) => facts?.account?.id ?? []));
  const expected = [...methods.flatMap(({ signIn = [] }) => signIn), ...test]
    .flatMap((step) => step.expect ?? [])
    .map(
      ({ setting, is }) =>
        `if setting ${code(setting)} is set, ${code(is)} must ${/\.map\(/.test(is) ? 'have it as an item' : 'equal it'}`,
    );
  const id =
    identity === 'Unnamed'
      ? 'Connected does not need the ID of the account. The refused anonymous request or the accepted sign-in is the proof'
      : `Connected needs the ID of the account: ${oneOf([...ids].map(code))}`;
  return [id, ...new Set(expected)];
}

function signOuts(spec: PlatformSpec, methods: readonly PlatformMethod[]): string[] {
  const ended = byText(
    methods.filter(({ signOut = [] }) => signOut.length > 0),
    ({ signOut = [] }) => signOut.map((step) => requestOf(spec, step.request)).join('; then '),
  );
  return ended.length === 0 ? [] : [item('**Sign-out**, whatever the result of the test is.', ended)];
}
