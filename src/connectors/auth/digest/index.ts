import type { Strategy } from '../credential.ts';
import { renderText, TemplateError } from '../../engine/template.ts';
import { guarded, type Options } from '../static.ts';
import { DigestSession } from './session.ts';

/** HTTP Digest (RFC 7616, and RFC 2069 where a server knows no better). */
export const digest: Strategy<Options<'digest'>> = (options, { scope }) =>
  guarded(() => {
    const username = renderText(options.username, scope) ?? '';
    const password = renderText(options.password, scope) ?? '';
    if (username.includes(':')) throw new TemplateError('the user name has a colon, which HTTP Digest cannot carry');
    const session = new DigestSession({ username, password });
    return {
      headers: {},
      query: {},
      login: username,
      exchange: (request, channel) => session.exchange(request, channel),
    };
  });
