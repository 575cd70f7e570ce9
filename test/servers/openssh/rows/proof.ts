import type { Row } from './row.ts';

const granted = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const noWrite = { reason: 'PermissionDenied', about: 'write', access: { read: 'Granted', write: 'Denied' } };

/** Proved by writing a file. */
export const proofRows: Row[] = [
  { name: 'proof: a directory of our own', server: 'both', ...probe('/srv/data/open'), expect: { access: granted } },
  { name: 'proof: through a link', server: 'both', ...probe('/srv/data/link'), expect: { access: granted } },
  { name: 'proof: in the home directory', server: 'both', ...probe('.'), expect: { access: granted } },
  {
    name: 'proof: in a chroot',
    server: 'jail',
    username: 'jailed',
    ...probe('/upload'),
    expect: { access: granted },
  },
  {
    name: 'proof: a directory of someone else',
    standard: 'no write permission',
    server: 'both',
    ...probe('/srv/data/theirs'),
    expect: noWrite,
  },
  {
    name: 'proof: a directory that nobody has the right to write to',
    standard: 'no write permission',
    server: 'both',
    ...probe('/srv/data/nobody'),
    expect: noWrite,
  },
  {
    name: 'proof: a server for reading only',
    standard: 'no write permission',
    server: 'readOnly',
    ...probe('/srv/data/open'),
    expect: noWrite,
  },
  {
    name: 'proof: a read-only file system',
    standard: 'no write permission',
    server: 'both',
    ...probe('/srv/readonly'),
    expect: noWrite,
  },
  {
    name: 'proof: a full disk',
    server: 'both',
    ...probe('/srv/full'),
    expect: { reason: 'AccessRefused', causes: ['the disk of /srv/full is full'] },
  },
];

function probe(path: string): Pick<Row, 'requires'> {
  return { requires: { path, proof: 'Probe', access: ['Write'] } };
}
