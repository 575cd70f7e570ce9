import { bears, type FakeRoute } from '../../support/fake-platform.ts';
import { issuedWith, problem, repositories, rights } from '../shared/laserfiche/fake.ts';

export const password = 'canary-pässword-61';
export const minted = 'canary-minted-62';
const url = 'https://lf.example.com/LFRepositoryAPI';
const shared = { headers: { authorization: /^Bearer \S+$/ }, accepts: bears(minted), refused: problem(401, 'No') };
export const refusedLogin = problem(401, 'Access denied');

/** APIServer/TokenClient of @laserfiche/lf-api-client-core: three form fields, no client. */
export const routes: Record<string, FakeRoute> = {
  token: {
    on: `POST ${url}/v1/Repositories/Records/Token`,
    form: { grant_type: 'password', username: 'svc', password: /./ },
    faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['a header as well']),
    accepts: ({ form }) => form['password'] === password,
    good: issuedWith(minted),
    refused: refusedLogin,
  },
  list: { ...shared, on: `GET ${url}/v2/Repositories`, good: repositories('Records') },
  older: { ...shared, on: `GET ${url}/v1/Repositories`, good: { json: { value: [{ repoId: 'Records' }] } } },
  root: {
    ...shared,
    on: `GET ${url}/v2/Repositories/Records/Entries/1/Rights`,
    good: rights(['Read', 'CreateDocument', 'WriteContent']),
  },
  logout: {
    ...shared,
    on: `POST ${url}/v1/Repositories/Records/ServerSession/Invalidate`,
    good: { json: { value: true } },
  },
};
