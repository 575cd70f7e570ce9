/** Templates of a Platform: text with `{{config.x}}`, `{{secret.x}}`, `{{values.x}}`, `{{session.x}}`, `{{account.x}}`, `{{token}}`, `{{requires.path}}`, `{{identity.token}}`, `{{proof.x}}`. */
export interface Scope {
  config: Readonly<Record<string, unknown>>;
  secret: Readonly<Record<string, string>>;
  values: Readonly<Record<string, unknown>>;
  session: Readonly<Record<string, string>>;
  requires: { path?: string };
  /** `token` of the Connection's service account. */
  identity?: Readonly<Record<string, string>>;
  /** The file of a probe: `name`, `content`, and what its steps have learned. */
  proof?: Readonly<Record<string, string>>;
  /** The account that the test has proved, for what is asked after it. */
  account?: Readonly<Record<string, unknown>>;
  token?: string | undefined;
}

type Part = { literal: string } | { path: readonly string[] };

const roots = new Set(['config', 'secret', 'values', 'session', 'requires', 'account', 'identity', 'proof']);
const parsed = new Map<string, readonly Part[]>();

/** A value cannot stand where a template puts it; `message` names its field or key, never the value. */
export class TemplateError extends Error {
  readonly reason: 'SecretInvalid' | 'InvalidConfiguration';

  constructor(what: string, variable?: string) {
    super(variable === undefined ? what : `${fieldOf(variable)} ${what}`);
    this.reason = variable?.startsWith('secret.') ? 'SecretInvalid' : 'InvalidConfiguration';
  }
}

/** A variable by the name that it has in a Connection, or in its Secret. */
export function fieldOf(variable: string): string {
  const [root, name] = variable.split('.');
  if (root === 'config' || root === 'requires') return `spec.${variable}`;
  if (root === 'values') return `spec.config (${name})`;
  return root === 'secret' ? `${name}` : variable;
}

/** @throws TemplateError naming the variable that is not one. */
export function parseTemplate(template: string): readonly Part[] {
  const known = parsed.get(template);
  if (known) return known;
  const parts = template.split(/\{\{(.*?)\}\}/s).map((text, index): Part => {
    if (index % 2 === 0) return { literal: text };
    const path = text.trim().split('.');
    if (path.length === 1 && path[0] === 'token') return { path };
    if (path.length === 2 && roots.has(path[0] ?? '') && /^[\w-]+$/.test(path[1] ?? '')) return { path };
    throw new TemplateError(
      `{{${text}}} is not a variable: write config.KEY, secret.KEY, values.NAME, session.NAME, account.FIELD, token, requires.path, identity.token or proof.NAME`,
    );
  });
  parsed.set(template, parts);
  return parts;
}

/**
 * Puts a template together; `encode` makes each value fit for its place, between what is there already and what follows.
 * Undefined where a value is missing or empty.
 */
export function render(
  template: string,
  scope: Scope,
  encode: (value: string, before: string, name: string, after: string) => string,
): string | undefined {
  let text = '';
  const parts = parseTemplate(template);
  for (const [index, part] of parts.entries()) {
    if ('literal' in part) {
      text += part.literal;
      continue;
    }
    const value = lookUp(part.path, scope);
    if (value === undefined || value === '') return undefined;
    const next = parts[index + 1];
    text += encode(value, text, part.path.join('.'), next && 'literal' in next ? next.literal : '');
  }
  return text;
}

function lookUp(path: readonly string[], scope: Scope): string | undefined {
  const value = valueAt(path, scope);
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? value.join(' ') : String(value);
}

function valueAt([root = '', key = '']: readonly string[], scope: Scope): unknown {
  if (root === 'token') return scope.token;
  const room = scope[root as keyof Scope] as Record<string, unknown> | undefined;
  return room !== undefined && Object.hasOwn(room, key) ? room[key] : undefined;
}

/** As it is: for a claim, a form field or a query parameter, which are encoded as a whole. */
export function renderText(template: string, scope: Scope): string | undefined {
  return render(template, scope, (value) => value);
}

/** @throws TemplateError where the value has a line break or another control character. */
export function renderHeader(template: string, scope: Scope): string | undefined {
  return render(template, scope, (value, _before, name) => {
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000a-\u001f\u007f]|[^\u0000-\u00ff]/.test(value)) {
      throw new TemplateError('has a character that cannot stand in an HTTP header', name);
    }
    return value;
  });
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
};

/** @throws TemplateError where the value has a character that no XML 1.0 document can have. */
export function renderXml(template: string, scope: Scope): string | undefined {
  return render(template, scope, (value, _before, name) => {
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u.test(value)) {
      throw new TemplateError('has a character that cannot stand in XML', name);
    }
    return value.replace(/[&<>"'\r]/g, (character) => entities[character] ?? '');
  });
}

/** Strings of a JSON value are templates; one that is empty is left out of its object or list. True and false stay what they are. */
export function renderJson(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return switchOf(value, scope) ?? renderText(value, scope);
  if (Array.isArray(value)) return value.map((item) => renderJson(item, scope)).filter((item) => item !== undefined);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, renderJson(item, scope)]));
}

function switchOf(template: string, scope: Scope): boolean | undefined {
  const [, ...path] = /^\{\{(\w+)\.([\w-]+)\}\}$/.exec(template) ?? [];
  const value = valueAt(path, scope);
  return typeof value === 'boolean' ? value : undefined;
}
