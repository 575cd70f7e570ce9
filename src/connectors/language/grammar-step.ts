import {
  choice,
  count,
  expression,
  fields,
  flag,
  identifier,
  list,
  map,
  plain,
  template,
  type Leaf,
  type Names,
  type Node,
  type Phase,
} from './grammar-node.ts';
import { inRequest, inStep, inWhen } from './grammar-words.ts';
import { sizes } from './sizes.ts';
import { outcomes } from './outcomes.ts';

/** What the parts of a step may read: before the request, in its templates, and over its response. */
export interface StepNames {
  before: Names;
  templates: Names;
  response: Names;
}

const redirect = choice('SameOrigin', 'Return', 'WithoutCredential');
const methods = choice('GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND', 'DELETE');

export function requestDefaults(names: Names): Node {
  return fields({ headers: map(template('none', names, 'header')), redirect });
}

function request(phase: Phase, names: Names): Node {
  const text = template(phase, names, 'text');
  const json: Node = { kind: 'json', of: template(phase, names, 'json') };
  const part = fields({ name: plain, filename: text, type: plain, text, json });
  const of = fields(
    {
      method: methods,
      url: template(phase, names, 'url'),
      headers: map(template(phase, names, 'header')),
      query: map(text),
      redirect,
      form: map(text),
      json,
      xml: template(phase, names, 'xml'),
      file: fields({ type: plain, text }, 'text'),
      multipart: fields({ subtype: choice('form-data', 'related'), parts: list(part, 8) }, 'parts'),
    },
    'url',
  );
  return { ...of, elsewhere: inRequest };
}

/** The rows of a step; `then` stands only in those of a first response. */
export function rows(phase: Phase, names: Omit<StepNames, 'before'>): Node {
  const judged = expression(phase, names.response);
  const shared = {
    table: identifier,
    when: judged,
    outcome: choice(...outcomes),
    causes: list(plain, 8),
    fix: plain,
    retryAfter: judged,
    compareClocks: flag,
  };
  const second: Node = {
    ...fields(shared),
    elsewhere: {
      ...inWhen,
      then: '`then` is not allowed inside `then`: there is one second question',
      use: 'only rows of detect may choose a method',
    },
  };
  const question = fields(
    {
      request: request(phase, names.templates),
      authenticate: flag,
      replies: { ...list(second, sizes.rows), rows: true },
    },
    'request',
    'replies',
  );
  const row: Node = { ...fields({ ...shared, use: identifier, then: question }), elsewhere: inWhen };
  return { ...list(row, sizes.rows), rows: true };
}

/** A step that is a request. */
export function step(phase: Phase, names: StepNames, more: Readonly<Record<string, Node>> = {}): Node {
  const of = {
    name: identifier,
    ...common(phase, names),
    expect: expectations(phase, names.response),
    facts: facts(phase, names.response),
  };
  const elsewhere = { ...inStep, oauth2: '`oauth2` belongs in signIn', sign: '`sign` belongs in signIn' };
  if (phase !== 'signIn') return { ...fields(of, 'request'), step: phase, elsewhere };
  return { ...fields({ ...of, ...more }), step: phase, elsewhere: inStep };
}

/** A step of the probe, which has no name: what it sets goes to `probe`. */
export function probeStep(names: StepNames): Node {
  const nothing = 'a step of probe identifies nobody';
  const elsewhere = {
    name: 'a step of probe has no name; what it sets goes to `probe`',
    expect: nothing,
    facts: nothing,
  };
  return { ...fields(common('probe', names), 'request'), step: 'probe', elsewhere };
}

function common(phase: Phase, { before, templates, response }: StepNames): Record<string, Node> {
  return {
    when: expression(phase, before),
    request: request(phase, templates),
    authenticate: flag,
    replies: rows(phase, { templates, response }),
    set: { ...map(expression(phase, response)), identifiers: true },
  };
}

function expectations(phase: Phase, names: Names): Node {
  const read = expression(phase, names);
  const of = {
    setting: identifier,
    is: read,
    when: read,
    ignoreCase: flag,
    unknown: choice('Refuse', 'Accept'),
    causes: list(plain, 8),
  };
  return list(fields(of, 'setting', 'is'), 16);
}

function facts(phase: Phase, names: Names): Node {
  const read = expression(phase, names);
  return fields({
    account: fields({ id: read, name: read, email: read, tenant: read }),
    identified: read,
    administrator: read,
    grants: fields({ read, write: read, update: read, delete: read }),
    expiry: read,
  });
}

/** The two kinds of step that only signIn has. */
export function signInKinds({ templates, response }: StepNames): Record<string, Node> {
  const text = template('signIn', templates, 'text');
  const oauth2 = {
    ...Object.fromEntries(oauth2Templates.map((name): [string, Leaf] => [name, text])),
    grant: choice('client_credentials', 'refresh_token', 'password', 'token_exchange', 'jwt_bearer'),
    tokenUrl: template('signIn', templates, 'url'),
    clientAuth: choice('basic', 'basic-plain', 'body', 'none'),
    rotates: flag,
    form: map(text),
    headers: map(template('signIn', templates, 'header')),
    encoding: choice('form', 'json'),
    access: expression('signIn', response),
  };
  const claims: Node = { kind: 'json', of: template('signIn', templates, 'json') };
  const sign = {
    ...Object.fromEntries(signTemplates.map((name): [string, Leaf] => [name, text])),
    claims,
    lifetimeSeconds: count,
    backdateSeconds: count,
  };
  return { oauth2: fields(oauth2, 'grant', 'tokenUrl'), sign: fields(sign, 'key', 'claims') };
}

const oauth2Templates = [
  'clientId',
  'clientSecret',
  'clientAssertion',
  'assertion',
  'refreshToken',
  'username',
  'password',
  'scope',
];
const signTemplates = ['key', 'passphrase', 'keyId', 'certificate', 'algorithm'];
