import type { PlatformMethod, PlatformSpec } from '../../api/platform.gen.ts';
import { onlyOne, type Problems } from './problem.ts';
import { keysOf } from './schema-keys.ts';
import { isSecret, secretKeysIn, variablesIn } from './secret-use.ts';
import { rowsIn } from './steps.ts';
import { didYouMean } from './suggest.ts';

/** Methods: how each shows its credential, and that it sends what it asks for. */
export function checkMethods(spec: PlatformSpec, problems: Problems): void {
  for (const [index, method] of spec.methods.entries()) {
    const path = `spec.methods[${index}]`;
    if (spec.methods.findIndex(({ name }) => name === method.name) < index) {
      problems.add('SpecInvalid', path, `there are two methods \`${method.name}\``);
    }
    if (!/^[a-z][a-z0-9-]*$/.test(method.name)) {
      problems.add('SpecInvalid', `${path}.name`, `\`${method.name}\` is no name`, {
        hint: 'Use small letters, digits and `-`.',
      });
    }
    checkCredential(method, path, problems);
    checkUnpack(spec, index, problems);
    // What is wrong with a template, or sends the same to everybody, is why a key is not sent.
    if (!takesSteps(spec, method) || problems.isWrong(path)) continue;
    checkKeysAreSent(spec, index, problems);
  }
}

const ways = ['basic', 'bearer', 'headers', 'query', 'digest', 'ntlm', 'none'];

/** A driver of its own signs in by itself, and takes keys by their names. */
export function takesSteps(spec: PlatformSpec, method: PlatformMethod): boolean {
  return (method.driver ?? spec.driver ?? 'http') === 'http';
}

function checkCredential(method: PlatformMethod, path: string, problems: Problems): void {
  const { credential, detect, signIn, serviceAccount, secret } = method;
  const add = (field: string, what: string, hint?: string) =>
    problems.add('SpecInvalid', `${path}${field}`, what, { hint });
  if (!credential === !detect) add('', onlyOne(['credential', 'detect'], method));
  if (detect && signIn) add('.signIn', 'a method with `detect` signs in with the method that a row of detect names');
  if (serviceAccount && secret) add('', 'serviceAccount and secret exclude each other');
  if (credential) checkShown(credential, `${path}.credential`, problems);
}

/** How the credential is shown: in one way, as a secret, and written as that way wants it. */
function checkShown(credential: NonNullable<PlatformMethod['credential']>, path: string, problems: Problems): void {
  const add = (field: string, what: string, hint?: string) =>
    problems.add('SpecInvalid', `${path}${field}`, what, { hint });
  if (Object.keys(credential).length !== 1) return add('', onlyOne(ways, credential));
  if (/^\s*bearer\s/i.test(credential.bearer ?? '')) {
    return add('.bearer', 'the word `Bearer` is added to it', 'Write the token alone.');
  }
  for (const [name, value] of Object.entries(credential.headers ?? {})) {
    if (!isOpenBasic(value)) continue;
    add(`.headers.${name}`, 'HTTP Basic is base64', 'Write `basic: { username: …, password: … }`.');
  }
  if (credential.none || problems.isWrong(path)) return;
  const all = [credential, Object.keys(credential.headers ?? {})];
  if (!variablesIn(all).some(isSecret)) {
    add('', 'this sends the same to everybody', 'Use `{{secret.KEY}}`, or a result of signIn.');
  }
}

/** User name and password as they are, where HTTP wants them encoded. */
export function isOpenBasic(value: string): boolean {
  const end = value.indexOf('}}');
  return /^\s*basic\s+\{\{/i.test(value) && end !== -1 && value.includes(':', end);
}

function checkUnpack(spec: PlatformSpec, index: number, problems: Problems): void {
  const method = spec.methods[index]!;
  const known = { secret: keysOf(method.secret, spec), config: keysOf(spec.config, spec) };
  for (const [at, { key, into }] of (method.unpack ?? []).entries()) {
    const path = `spec.methods[${index}].unpack[${at}]`;
    const check = (place: 'secret' | 'config', name: string, where: string) => {
      const { names, isOpen } = known[place];
      // A driver of its own may take keys that nobody enters.
      if (isOpen || names.has(name) || !takesSteps(spec, method)) return;
      const schema = place === 'secret' ? `methods[${index}].secret` : 'spec.config';
      problems.add('SpecInvalid', where, `no ${place === 'secret' ? 'key' : 'setting'} \`${name}\` in ${schema}`, {
        hint: didYouMean(name, names),
      });
    };
    check('secret', key, `${path}.key`);
    for (const target of Object.keys(into)) {
      const [, place, name] = /^(secret|config)\.(.+)$/.exec(target) ?? [];
      if (place !== undefined && name !== undefined) check(place as 'secret' | 'config', name, `${path}.into`);
      else
        problems.add('SpecInvalid', `${path}.into`, `\`${target}\` is no target`, {
          hint: 'Write secret.KEY or config.KEY.',
        });
    }
  }
}

/** A key that a person must enter and nothing sends. */
function checkKeysAreSent(spec: PlatformSpec, index: number, problems: Problems): void {
  const method = spec.methods[index]!;
  const signing = method.detect ? chosenBy(spec, method) : [method];
  const { signIn, credential, signOut } = collect(signing);
  const sent = [signIn, credential, signOut, spec.test, spec.access, Object.values(spec.tables ?? {})];
  const used = new Set([...secretKeysIn(sent), ...(method.unpack ?? []).map(({ key }) => key)]);
  for (const key of keysOf(method.secret, spec).required) {
    if (used.has(key)) continue;
    problems.add('SpecInvalid', `spec.methods[${index}].secret`, `key \`${key}\` is required and never sent`, {
      hint: `Use \`{{secret.${key}}}\` in credential or signIn, or remove the key.`,
    });
  }
}

function collect(methods: readonly PlatformMethod[]) {
  return {
    signIn: methods.map(({ signIn }) => signIn),
    credential: methods.map(({ credential }) => [credential, Object.keys(credential?.headers ?? {})]),
    signOut: methods.map(({ signOut }) => signOut),
  };
}

function chosenBy(spec: PlatformSpec, { detect = [] }: PlatformMethod): PlatformMethod[] {
  const names = new Set(detect.flatMap(({ replies }) => rowsIn(spec, replies, '').map(({ row }) => row.use)));
  return spec.methods.filter(({ name }) => names.has(name));
}
