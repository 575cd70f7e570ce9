import { bears, type FakeReply, type FakeRoute, type Received } from '../../support/fake-platform.ts';

export const password = 'canary-pässword-41';
export const accessToken = 'canary-access-42';
const url = 'https://wcc.example.com/cs/idcplg';

const user = {
  dUser: 'svc',
  dName: 'svc',
  dFullName: 'Migration',
  dEmail: 'svc@example.com',
  IdcService: 'GET_USER_INFO',
};
export const info = (more: object = {}, attributes = 'role,contributor,15'): FakeReply => ({
  json: {
    LocalData: { ...user, ...more },
    ResultSets: { UserAttribInfo: { fields: [{ name: 'dUserName' }], rows: [['svc', attributes]] } },
  },
});
export const failed = (StatusCode: string | number, StatusMessageKey = '', status = 200): FakeReply => ({
  status,
  json: { LocalData: { dUser: 'svc', StatusCode, StatusMessage: 'No', StatusMessageKey } },
});
export const permissions = (...rows: string[][]): FakeReply => ({
  json: { LocalData: { dUser: 'svc' }, ResultSets: { SecurityGroups: { rows } } },
});

/** A service is chosen by the query; PING_SERVER and CHECK_USER_CREDENTIALS are not among those that may be asked. */
function routes(authorization: RegExp, accepts: (received: Received) => boolean): Record<string, FakeRoute> {
  const service = (name: string) => ({
    on: `GET ${url}`,
    when: (received: Received) => received.url.searchParams.get('IdcService') === name,
    query: { IdcService: name, IsJson: '1', Auth: 'Internet' },
    headers: { authorization },
    accepts,
    refused: { status: 401, type: 'text/html', text: '<html>Unauthorized</html>' },
  });
  return {
    me: { ...service('GET_USER_INFO'), good: info() },
    rights: { ...service('GET_USER_PERMISSIONS'), good: permissions(['Secure', '1'], ['Public', '3']) },
  };
}

const basic = `Basic ${Buffer.from(`svc:${password}`).toString('base64')}`;
export const basicRoutes = routes(/^Basic [A-Za-z0-9+/]+=*$/, ({ headers }) => headers['authorization'] === basic);
export const bearerRoutes = routes(/^Bearer \S+$/, bears(accessToken));
