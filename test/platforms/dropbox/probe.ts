import type { FakeRoute, Received } from '../../support/fake-platform.ts';
import { tagged, userRoutes } from '../shared/dropbox/fake.ts';
import { doing, json, type FakeDisk } from '../shared/probe/disk.ts';
import type { ProbeFake } from '../shared/probe/fake.ts';

const token = 'canary-stored-token-44';
const path = '/archive/.connection-test-7d5e9f3a';
const rpc = 'POST https://api.dropboxapi.com/2/files';
const content = 'POST https://content.dropboxapi.com/2/files';
const isOfFile = ({ text }: Received) => text === JSON.stringify({ path });

/** developers.dropbox.com/documentation/http/documentation: content endpoints take their argument as a header. */
const arg =
  (wanted: object, type: string | undefined) =>
  ({ headers }: Received): string[] => [
    ...(headers['dropbox-api-arg'] === JSON.stringify(wanted) ? [] : [`argument is ${headers['dropbox-api-arg']}`]),
    ...(headers['content-type'] === type ? [] : [`content-type is ${headers['content-type']}`]),
  ];

function routes(disk: FakeDisk): Record<string, FakeRoute> {
  const missing = tagged(409, 'path/not_found');
  const upload = (step: string, mode: string) => {
    const argument = { path, mode, autorename: false, mute: true };
    const isMode = ({ headers }: Received) => headers['dropbox-api-arg']?.includes(`"${mode}"`) ?? false;
    const route = { token, on: `${content}/upload`, when: isMode, faults: arg(argument, 'application/octet-stream') };
    return doing(disk, step, route, ({ text }) => {
      if (mode === 'add' && disk.content !== undefined) return tagged(409, 'path/conflict/file');
      disk.content = text;
      return { json: { id: 'id:9', path_display: path } };
    });
  };
  const argument = arg({ path }, undefined);
  return {
    find: doing(disk, 'find', { token, on: `${rpc}/get_metadata`, when: isOfFile, faults: json({ path }) }, () =>
      disk.content === undefined ? missing : { json: { '.tag': 'file', id: 'id:9' } },
    ),
    ...userRoutes(token),
    create: upload('create', 'add'),
    overwrite: upload('overwrite', 'overwrite'),
    read: doing(disk, 'read', { token, on: `${content}/download`, faults: argument }, () =>
      disk.content === undefined ? missing : { text: disk.content },
    ),
    remove: doing(disk, 'remove', { token, on: `${rpc}/delete_v2`, faults: json({ path }) }, () => {
      disk.content = undefined;
      return { json: { metadata: { '.tag': 'file' } } };
    }),
  };
}

export const dropbox: ProbeFake = {
  platform: 'dropbox',
  method: 'access-token',
  config: {},
  secret: { accessToken: token },
  path: '/archive',
  routes,
  steps: ['find', 'create', 'read', 'overwrite', 'read', 'remove', 'read'],
};
