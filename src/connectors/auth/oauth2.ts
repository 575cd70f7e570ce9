import type { PlatformAuth } from '../../api/platform.gen.ts';
import { renderText } from '../engine/template.ts';
import type { Strategy } from './credential.ts';
import { basicHeader } from './static.ts';
import { requestToken } from './token-request.ts';

/** OAuth 2.0 client credentials (RFC 6749, 4.4). */
export const oauth2: Strategy<NonNullable<PlatformAuth['oauth2']>> = (options, talk) => {
  const { clientId, clientSecret = '', clientAuth = 'basic', scope, form } = options;
  const inBody = clientAuth === 'body';
  const fields = {
    grant_type: 'client_credentials',
    ...(inBody ? { client_id: clientId, client_secret: clientSecret } : {}),
    ...(scope === undefined ? {} : { scope }),
    ...form,
  };
  const headers = inBody ? {} : { authorization: clientHeader(clientId, clientSecret) };
  return requestToken({ url: options.tokenUrl, headers, form: fields, replies: options.replies, signed: false }, talk);

  /** RFC 6749, 2.3.1: id and secret are form-encoded before they become user name and password. */
  function clientHeader(id: string, secret: string): string {
    const [user, password] = [id, secret].map((template) => formEncoded(renderText(template, talk.scope) ?? ''));
    return basicHeader(user ?? '', password ?? '');
  }
};

function formEncoded(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1);
}
