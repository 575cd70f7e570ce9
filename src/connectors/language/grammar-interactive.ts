import {
  choice,
  count,
  expression,
  fields,
  identifier,
  list,
  map,
  plain,
  template,
  type Node,
} from './grammar-node.ts';

/** L: `callback`, `idToken` and `redirectUri`. */
const answer = expression('interactive', 'ERL');
const response = expression('interactive', 'ER');
const text = template('interactive', 'E', 'text');
const url = template('interactive', 'E', 'url');

/** How a person obtains the Secret of a method. */
export const interactive: Node = fields({
  flows: list(choice('code', 'device', 'poll'), 3),
  authorizeUrl: url,
  tokenUrl: url,
  deviceUrl: url,
  discoveryUrl: url,
  issuer: text,
  client: choice('confidential', 'public', 'either'),
  clientAuth: choice('basic', 'basic-plain', 'body', 'none'),
  encoding: choice('form', 'json'),
  pkce: choice('S256', 'none'),
  scope: fields({ value: text, write: text, parameter: plain, publicParameter: plain, separator: plain }, 'value'),
  parameters: map(text),
  redirect: fields({
    kind: choice('loopback', 'https', 'copy'),
    host: choice('localhost', '127.0.0.1'),
    port: choice('any', 'registered'),
    uri: plain,
  }),
  poll: fields(
    { url, open: response, ask: response, token: response, pending: response, seconds: count },
    'url',
    'open',
    'ask',
    'token',
  ),
  callback: map(expression('interactive', 'EL')),
  access: answer,
  error: answer,
  fills: map(answer),
  choose: fields({ setting: identifier, url, items: response }, 'setting', 'url', 'items'),
  refusals: list(fields({ error: plain, fix: plain }, 'error', 'fix'), 16),
  register: plain,
  codeSeconds: count,
  approvals: count,
});
