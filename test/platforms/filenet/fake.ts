import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const username = 'svc-migration';
export const password = 'canary-pässword-91';
export const storedToken = 'canary-stored-token-92';
export const clientSecret = 'canary client+secret-93';
export const minted = 'canary-minted-token-94';
const endpoint = 'POST https://filenet.example.com/content-services-graphql/graphql';

export const info = (cpeInfo: object | null = {}): FakeReply => ({
  json: {
    data: {
      _apiInfo: {
        implementationVersion: '1',
        productVersion: '5.6',
        cpeInfo: cpeInfo && { cpeURL: 'http://cpe', cpeUser: username, repositoryName: 'OS1', ...cpeInfo },
      },
    },
  },
});
export const folder = (accessAllowed: number): FakeReply => ({ json: { data: { folder: { accessAllowed } } } });
export const failed = (text: string, data: object | null = null): FakeReply => ({
  json: { errors: [{ message: text, extensions: { classification: 'DataFetchingException' } }], data },
});
export const tokenError = (error: string, status = 400): FakeReply => ({ status, json: { error } });

const bodyOf = ({ text }: Received) =>
  (text === '' ? {} : JSON.parse(text)) as { query?: string; variables?: Record<string, string> };
const asksInfo = (received: Received) => bodyOf(received).query?.includes('_apiInfo') === true;

/** The documented query of ibm.com "Verifying the Content Services GraphQL API deployment". */
const infoQuery =
  '{_apiInfo(repositoryIdentifier:"OS1"){implementationVersion productVersion cpeInfo{cpeURL cpeUser repositoryName}}}';

function graphql(authorization: RegExp, accepts: (received: Received) => boolean): Record<string, FakeRoute> {
  const shared = {
    on: endpoint,
    headers: {
      authorization,
      'content-type': /^application\/json/,
      'ecm-cs-xsrf-token': 'X',
      cookie: 'ECM-CS-XSRF-Token=X',
    },
    accepts,
    refused: { status: 401 },
  };
  return {
    info: {
      ...shared,
      when: asksInfo,
      faults: (received) => (bodyOf(received).query === infoQuery ? [] : ['query of _apiInfo']),
      good: info(),
    },
    folder: {
      ...shared,
      when: (received) => !asksInfo(received),
      faults(received) {
        const { query = '', variables = {} } = bodyOf(received);
        return [
          ...(/^query\(\$repo:String!,\$path:String!\)\{folder\(.*\)\{accessAllowed\}\}$/.test(query) ? [] : ['query']),
          ...(variables['repo'] === 'OS1' && variables['path']?.startsWith('/') === true ? [] : ['variables']),
        ];
      },
      good: folder(1 + 2 + 16 + 128),
    },
  };
}

const basicOf = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
export const basicRoutes = graphql(
  /^Basic [A-Za-z0-9+/]+=*$/,
  ({ headers }) => headers['authorization'] === basicOf(`${username}:${password}`),
);
export const tokenRoutes = graphql(/^Bearer \S+$/, bears(storedToken));

const encoded = (text: string) => new URLSearchParams([['', text]]).toString().slice(1);
export const clientRoutes: Record<string, FakeRoute> = {
  ...graphql(/^Bearer \S+$/, bears(minted)),
  token: {
    on: 'POST https://id.example.com/oauth2/token',
    headers: { authorization: /^Basic [A-Za-z0-9+/]+=*$/ },
    form: { grant_type: 'client_credentials', scope: 'openid' },
    accepts: ({ headers }) => headers['authorization'] === basicOf(`connection-operator:${encoded(clientSecret)}`),
    good: { json: { access_token: minted, token_type: 'Bearer', expires_in: 3600 } },
    refused: tokenError('invalid_client', 401),
  },
};
