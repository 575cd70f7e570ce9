import type { PlatformSpec } from '../../api/platform.gen.ts';
import { checkChoices } from './check-choices.ts';
import { responseNames, type Definition } from './definitions.ts';
import type { Expression } from './expression.ts';
import {
  noField,
  noResult,
  notKnownHere,
  ofResponse,
  ofStep,
  response,
  sets,
  tooEarly,
  type Wrong,
} from './name-problems.ts';
import { fieldsOfNames, NameScope } from './name-scope.ts';
import { keysOf, objectOf, ownValue, type SchemaKeys } from './schema-keys.ts';
import { didYouMean } from './suggest.ts';
import type { Found } from './walk.ts';

/** Known to expressions of `interactive`, and to nothing else. */
const interactiveNames: ReadonlySet<string> = new Set(['callback', 'idToken', 'redirectUri']);

function ofInteractive({ names }: Found, root: string): Wrong | undefined {
  return names.includes('L') ? undefined : { what: `\`${root}\` is known only after the callback` };
}

/** Says of each name that an expression or template reads whether it is known there. */
export class NameCheck {
  readonly #spec: PlatformSpec;
  readonly #scope: NameScope;
  readonly #config: SchemaKeys;
  readonly #secrets: readonly SchemaKeys[];

  constructor(spec: PlatformSpec) {
    this.#spec = spec;
    this.#scope = new NameScope(spec);
    this.#config = keysOf(spec.config, spec);
    this.#secrets = spec.methods.map((method) => keysOf(method.secret, spec));
  }

  /** What is wrong with reading `path` where `found` stands; undefined if nothing is. */
  check(found: Found, path: readonly string[]): Wrong | undefined {
    const [root = '', key] = path;
    if (root === 'method') return undefined;
    if (root === 'config') return this.#setting(key);
    if (root === 'secret' || root === 'serviceAccount') return this.#secret(found, root, key);
    if (found.phase === 'interactive' && interactiveNames.has(root)) return ofInteractive(found, root);
    if (root === 'probe') return this.#probeName(found, key);
    if (responseNames.has(root)) return response(found, root, key);
    const fields = ownValue(fieldsOfNames, root);
    if (!fields) return this.#ownName(found, path);
    const early = tooEarly(found, root);
    return early ?? (key === undefined || fields.includes(key) ? undefined : noField(root, key, fields));
  }

  /** Whether an expression is a text and nothing else, and what to write instead. */
  isText({ source, reads: [read] }: Expression): { hint: string } | undefined {
    const [root = '', key] = read?.path ?? [];
    if (source.trim() !== read?.path.join('.')) return undefined;
    const setting = objectOf(objectOf(objectOf(this.#spec.config)['properties'])[key ?? '']);
    const isText = root === 'config' ? setting['type'] === 'string' : ['requires', 'headers', 'cookies'].includes(root);
    return isText && key !== undefined ? { hint: `Write \`has(${source.trim()})\`.` } : undefined;
  }

  /** @throws LanguageError for text that a name is compared with, and never is */
  checkChoices({ value, usedBy }: Found): void {
    checkChoices(value, this.#spec, usedBy !== undefined);
  }

  /** A value that is nothing but the name of a key or setting, without braces. */
  bareName(found: Found): string | undefined {
    const [name, root, key = ''] = /^(secret|config)\.([\w-]+)$/.exec(found.value.trim()) ?? [];
    if (name === undefined || (root === 'secret' && !found.names.includes('S'))) return undefined;
    const keys = root === 'secret' ? this.#secretKeys(found)[0] : this.#config;
    return keys.names.has(key) ? name : undefined;
  }

  /** Whether it compares with the empty text a setting that nobody has to enter, and that is null then. */
  mayBeNull(source: string): boolean {
    const [, key = ''] = /\bconfig\.(\w+)\s*!=\s*(?:""|'')/.exec(source) ?? [];
    const setting = objectOf(objectOf(objectOf(this.#spec.config)['properties'])[key]);
    return key !== '' && setting['default'] === undefined && !this.#config.required.has(key);
  }

  #setting(key: string | undefined): Wrong | undefined {
    const { names, isOpen } = this.#config;
    if (key === undefined || isOpen || names.has(key)) return undefined;
    return { what: `no setting \`${key}\` in spec.config`, hint: didYouMean(key, names) };
  }

  #secret(found: Found, root: string, key: string | undefined): Wrong | undefined {
    if (found.kind === 'expression' && found.phase !== 'define') {
      return { what: 'secrets are not readable by expressions' };
    }
    if (found.phase === 'detect') return { what: 'detect sends no secret' };
    if (!found.names.includes('S')) return { what: 'a secret cannot stand here; `credential` shows it' };
    if (root === 'serviceAccount') return this.#serviceAccount(found, key);
    const [keys, where] = this.#secretKeys(found);
    if (key === undefined) return { what: 'name a key of the Secret', hint: 'Write `{{secret.KEY}}`.' };
    if (keys.isOpen || keys.names.has(key)) return undefined;
    return { what: `no key \`${key}\` in ${where}`, hint: didYouMean(key, keys.names) };
  }

  #secretKeys({ method }: Found): [SchemaKeys, string] {
    const own = method === undefined ? undefined : this.#secrets[method];
    if (own) return [own, `methods[${method}].secret`];
    const names = new Set(this.#secrets.flatMap((keys) => [...keys.names]));
    return [{ names, required: names, isOpen: this.#secrets.some(({ isOpen }) => isOpen) }, 'the secret of any method'];
  }

  #serviceAccount({ method }: Found, key: string | undefined): Wrong | undefined {
    const { methods } = this.#spec;
    const able = method === undefined ? methods : methods.slice(method, method + 1);
    if (!able.some(({ serviceAccount }) => serviceAccount)) {
      return { what: '`serviceAccount` is not set', hint: 'Set `serviceAccount.audience` of the method.' };
    }
    return key === 'token' ? undefined : noField('serviceAccount', key ?? '', ['token']);
  }

  #probeName(found: Found, key: string | undefined): Wrong | undefined {
    if (!found.names.includes('B')) return { what: '`probe` is known only in the steps of probe' };
    if (key === undefined || this.#scope.probe.has(key)) return undefined;
    const hint = didYouMean(key, this.#scope.probe);
    return { what: `no step of probe sets \`${key}\``, hint };
  }

  /** A name of `define`, or of a step. */
  #ownName(found: Found, path: readonly string[]): Wrong | undefined {
    const [root = '', key] = path;
    const definition = this.#scope.defined.get(root);
    if (definition) return this.#definition(found, definition);
    const results = this.#scope.resultsAt(found).get(root);
    if (!results) return this.#unknown(found, path);
    if (key === undefined || results.has(key)) {
      return key !== undefined || found.kind === 'expression' ? undefined : noResult(root, results);
    }
    return { what: `${sets(root, results)}, not \`${key}\``, hint: didYouMean(key, results) };
  }

  #definition(found: Found, { name, index, needs }: Definition): Wrong | undefined {
    const own = found.phase === 'define' ? Number(found.keys[1]) : Infinity;
    if (index >= own) return { what: `\`${name}\` is defined ${index === own ? 'by itself' : 'later'}` };
    const missing = needs.split('').find((letter) => !found.names.includes(letter));
    return missing === undefined ? undefined : notKnownHere(name, missing);
  }

  /** A name that is one with something before it, or without. */
  #full(found: Found, path: readonly string[]): string | undefined {
    const [root = '', key] = path;
    const secret = found.kind === 'template' && found.names.includes('S') && this.#secretKeys(found)[0].names.has(root);
    if (this.#config.names.has(root)) return `Write \`config.${root}\`.`;
    if (secret) return `Write \`secret.${root}\`.`;
    if (root === 'spec' && key === 'config') return `Write \`${path.slice(1).join('.')}\`.`;
    return found.names.includes('R') ? ofResponse(root, key) : undefined;
  }

  /** The only step that sets a result of that name. */
  #byResult(found: Found, key: string): string | undefined {
    if (found.kind !== 'template') return undefined;
    const setting = [...this.#scope.resultsAt(found)].filter(([, results]) => results.has(key));
    return setting.length === 1 ? `Step \`${setting[0]![0]}\` sets \`${key}\`.` : undefined;
  }

  #unknown(found: Found, path: readonly string[]): Wrong | undefined {
    const [root = '', key] = path;
    // That the step lacks a name is said there.
    if (key !== undefined && this.#scope.nameless.has(key)) return undefined;
    const known = this.#scope.namesAt(found);
    const elsewhere = this.#scope.pathOfStep(root);
    if (elsewhere !== undefined && found.phase === 'define') return ofStep(root, elsewhere);
    if (elsewhere !== undefined) {
      return { what: `no earlier step is named \`${root}\``, hint: `It is the name of ${elsewhere}.` };
    }
    const hint = this.#full(found, path) ?? didYouMean(root, known);
    if (hint === undefined && key !== undefined && found.phase !== 'define' && found.names.includes('N')) {
      return { what: `no earlier step is named \`${root}\``, hint: this.#byResult(found, key), isUnknown: true };
    }
    return { what: `unknown name \`${root}\``, hint, isUnknown: true };
  }
}
