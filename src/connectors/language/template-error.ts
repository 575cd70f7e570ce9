/** A value cannot stand where a template puts it, or there is none; `message` names its field or key, never the value. */
export class TemplateError extends Error {
  readonly reason: 'SecretInvalid' | 'InvalidConfiguration' | 'UnexpectedReply';
  readonly variable: string;

  /** @param variable the one at fault, as a template names it: it decides the reason */
  constructor(message: string, variable = '') {
    super(message);
    this.reason = reasonOf(variable);
    this.variable = variable;
  }
}

const settings = new Set(['config', 'requires', 'method', 'test', 'serviceAccount']);

function reasonOf(variable: string): TemplateError['reason'] {
  const [root = '', name] = variable.split('.');
  if (root === 'secret') return 'SecretInvalid';
  // What has a dot is a result of a step, and what has none is a name of `define`, which is made from settings.
  return settings.has(root) || name === undefined ? 'InvalidConfiguration' : 'UnexpectedReply';
}

/** A value that cannot stand in its place. */
export function unfit(path: readonly string[], what: string): TemplateError {
  const variable = path.join('.');
  return new TemplateError(`${fieldOf(variable)} ${what}`, variable);
}

/** A variable by the name that it has in a Connection, or in its Secret. */
export function fieldOf(variable: string): string {
  const [root = '', name] = variable.split('.');
  if (root === 'config' || root === 'requires') return `spec.${variable}`;
  if (root === 'secret') return variable.slice('secret.'.length);
  if (root === 'serviceAccount') return 'the token of the ServiceAccount';
  return name === undefined && root !== 'method' ? `spec.config (${root})` : variable;
}
