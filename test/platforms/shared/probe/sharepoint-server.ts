import type { FakeReply, FakeRoute, Received } from '../../../support/fake-platform.ts';
import {
  apiError,
  password,
  routes as siteRoutes,
  secondPart,
  siteUrl,
  ticket,
  username,
} from '../../sharepoint-server/fake.ts';
import { doing, type FakeDisk } from './disk.ts';
import type { ProbeFake } from './fake.ts';

const library = "/sites/hr/Shared%20Documents/O''Neil";
const name = '.connection-test-7d5e9f3a';
const file = `${siteUrl}/_api/web/getFileByServerRelativeUrl('${library}/${name}')`;
const digest = '0x1A2B,23 Nov 2026 12:00:00 -0000';
const verb = ({ headers }: Received) => headers['x-http-method'] ?? '';

/** learn.microsoft.com/sharepoint/dev/sp-add-ins/working-with-folders-and-files-with-rest; what changes needs a digest. */
function routes(disk: FakeDisk): Record<string, FakeRoute> {
  const headers = { cookie: `FedAuth=${ticket}; FedAuth1=${secondPart}`, 'x-forms_based_auth_accepted': 'f' };
  const changing = { headers: { ...headers, 'x-requestdigest': digest } };
  const there = (good: FakeReply) => (disk.content === undefined ? apiError(404) : good);
  const d = (more: object): FakeReply => ({ type: 'application/json', text: JSON.stringify({ d: more }) });
  const written = ({ text }: Received, answer: FakeReply) => {
    disk.content = text;
    return answer;
  };
  return {
    ...siteRoutes('session'),
    folder: siteRoutes('session')['folder']!,
    digest: doing(disk, 'digest', { on: `POST ${siteUrl}/_api/contextinfo`, headers }, () =>
      d({ GetContextWebInformation: { FormDigestTimeoutSeconds: 1800, FormDigestValue: digest } }),
    ),
    find: doing(disk, 'find', { on: `GET ${file}`, headers: { ...headers, accept: /^application\/json/ } }, () =>
      there(d({ Name: name })),
    ),
    create: doing(
      disk,
      'create',
      {
        ...changing,
        on: `POST ${siteUrl}/_api/web/getFolderByServerRelativeUrl('${library}')/files/add(url='${name}',overwrite=false)`,
        faults: () => [],
      },
      (received) => (disk.content === undefined ? written(received, d({ Name: name })) : apiError(400)),
    ),
    read: doing(disk, 'read', { on: `GET ${file}/$value`, headers }, () => there({ text: disk.content ?? '' })),
    overwrite: doing(
      disk,
      'overwrite',
      { ...changing, on: `POST ${file}/$value`, faults: (received) => (verb(received) === 'PUT' ? [] : ['no PUT']) },
      (received) => (disk.content === undefined ? apiError(404) : written(received, { status: 204 })),
    ),
    remove: doing(
      disk,
      'remove',
      {
        on: `POST ${file}`,
        headers: { ...changing.headers, 'if-match': '*' },
        faults: (received) => (verb(received) === 'DELETE' ? [] : ['no DELETE']),
      },
      () => {
        disk.content = undefined;
        return { status: 200 };
      },
    ),
  };
}

export const sharepointServer: ProbeFake = {
  platform: 'sharepoint-server',
  method: 'forms',
  config: { siteUrl },
  secret: { username, password },
  path: "Shared Documents/O'Neil/",
  routes,
  steps: ['digest', 'find', 'create', 'read', 'overwrite', 'read', 'remove', 'read'],
};
