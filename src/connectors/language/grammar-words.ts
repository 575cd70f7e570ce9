import type { Elsewhere } from './grammar-node.ts';

/** What other languages call the parts of a Platform, with what they are called here. */
const aBody = 'a body is `json`, `form`, `xml`, `file` or `multipart`';
const parameters = 'parameters of the address are `query`';
const shown = '`credential` of the method is shown by itself';

export const inRequest: Elsewhere = {
  body: aBody,
  data: aBody,
  payload: aBody,
  params: parameters,
  parameters,
  path: 'the path is part of `url`',
  endpoint: 'the address is `url`',
  auth: shown,
  authentication: shown,
};

export const inWhen: Elsewhere = {
  if: 'the condition of a row is `when`',
  status: 'the condition of a row is `when`, for example `when: status == 404`',
  reason: 'the reason that a row gives is `outcome`',
};

export const inStep: Elsewhere = {
  if: 'the condition of a step is `when`',
  id: 'what a step is called is `name`',
};

const signingIn = 'how to sign in is `signIn`, and what each request shows is `credential`';

export const inMethod: Elsewhere = {
  id: 'what a method is called is `name`',
  auth: signingIn,
  authentication: signingIn,
  login: signingIn,
  logout: 'how to sign out is `signOut`',
};
