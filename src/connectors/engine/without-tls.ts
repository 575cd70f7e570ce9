import { failure, type Failure } from '../failure.ts';
import { parseTemplate } from '../language/template.ts';
import { definitionsOf } from './define.ts';
import type { Session } from './session.ts';

/**
 * Why an address that a response names is not asked: it is `http://`, and the same host was asked with TLS alone until then.
 * Its host is one of the platform's, but anybody on the way could read the credential.
 * @param template - of the address
 */
export function namedWithoutTls(template: string, url: URL, session: Session): Failure | undefined {
  if (url.protocol !== 'http:') return undefined;
  if (!isOfResponse(template, session)) session.withoutTls.add(url.host);
  if (session.withoutTls.has(url.host)) return undefined;
  const about = `a response names http://${url.host}, which has no TLS, and only https:// was asked until then`;
  return failure('EgressDenied', { about, fix: 'Have the server name its addresses with `https://`.' });
}

/** Whether the address begins with what a step has found, or what is known of the account. */
function isOfResponse(template: string, { plan, results }: Session): boolean {
  const [first] = parseTemplate(template);
  if (!first || !('path' in first)) return false;
  const [root = ''] = first.path;
  const defined = definitionsOf(plan.platform.spec).find(({ name }) => name === root);
  return defined ? defined.from !== 'eager' : Object.hasOwn(results, root) || ['account', 'credential'].includes(root);
}
