import { readPrivateKey } from '../../auth/private-key.ts';
import { beginConversation } from '../../engine/conversation.ts';
import { renderText } from '../../engine/template.ts';
import { setback, type Setback } from '../../finding.ts';
import type { Plan } from '../../platform.ts';

/** A private key that cannot be read is named before anything is sent. */
export function inspectAuth(plan: Plan): Setback | undefined {
  const options = plan.method.auth.jwtBearer;
  if (!options) return undefined;
  const { scope } = beginConversation(plan, { context: undefined as never, hosts: [] });
  const passphrase = options.passphrase === undefined ? undefined : renderText(options.passphrase, scope);
  const key = readPrivateKey(renderText(options.key, scope) ?? '', passphrase);
  const name = /\{\{secret\.(.*?)\}\}/.exec(options.key)?.[1] ?? 'the private key';
  return typeof key === 'string' ? setback('Resolved', 'SecretInvalid', { about: `${name} ${key}` }) : undefined;
}
