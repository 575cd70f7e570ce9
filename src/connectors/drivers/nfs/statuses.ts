import { failure, type Failure } from '../../failure.ts';

/** What was asked for when the server said no. */
export interface Asked {
  /** `the export /srv/data`, `the directory Finance of the export /srv/data` */
  about: string;
  /** Whether the call came from a source port below 1024. */
  reserved: boolean;
}

type Explain = (asked: Asked) => Failure;

const notFound: Explain = ({ about }) => failure('TargetNotFound', { about });
const unavailable: Explain = ({ about }) => failure('ServiceUnavailable', { about });
const badName: Explain = ({ about }) =>
  failure('InvalidConfiguration', { about: `the server takes no such name as that of ${about}` });
const notServed: Explain = () =>
  failure('InvalidConfiguration', { about: 'version: the server does not serve this version of NFS' });

/** The codes that mountstat3, nfsstat3 and nfsstat4 have in common mean the same (RFC 1813, 2.6 and 5.1.5; RFC 7530, 13). */
const meanings: Readonly<Record<number, Explain>> = {
  1: (asked) => refused(asked), // PERM
  2: notFound, // NOENT
  5: unavailable, // IO
  13: (asked) => refused(asked), // ACCES
  20: notFound, // NOTDIR
  22: badName, // INVAL
  63: badName, // NAMETOOLONG
  10_004: notServed, // NOTSUPP
  10_006: unavailable, // SERVERFAULT
  10_008: unavailable, // JUKEBOX, DELAY
  10_013: unavailable, // GRACE
  10_016: kerberosWanted, // WRONGSEC
  10_018: unavailable, // RESOURCE
  10_019: moved, // MOVED
  10_021: notServed, // MINOR_VERS_MISMATCH
  10_029: linked, // SYMLINK
  10_040: badName, // BADCHAR
  10_041: badName, // BADNAME
};

const notServing: ReadonlySet<Explain | undefined> = new Set([unavailable, notServed]);

/** Whether the server is out of order or lacks this version, so that it says nothing about what was asked. */
export function isUnserved(status: number): boolean {
  return notServing.has(meanings[status]);
}

/** What a status of the server means. */
export function explainStatus(status: number, asked: Asked): Failure {
  const explain = meanings[status];
  if (explain) return explain(asked);
  return failure('UnexpectedReply', { about: `the server fails to look up ${asked.about}` });
}

export const addressCause = "it is not exported to the operator's address";
export const idCause = 'the user or group id has no right there';

/** A refusal, whose reason may also be where the call came from. */
export function refused({ about, reserved }: Asked, causes: readonly string[] = [idCause, addressCause]): Failure {
  return failure('PermissionDenied', { about: `use ${about}`, causes: [...causes, portCause(reserved)] });
}

/** The option `secure` of Linux exports is on unless `insecure` is set (exports(5) of nfs-utils). */
export function portCause(reserved: boolean): string {
  return reserved
    ? "the server takes source ports below 1024 only, and the network changes the operator's"
    : 'the server takes source ports below 1024 only (option secure), which the operator may not use';
}

export function kerberosWanted({ about }: Asked): Failure {
  return failure('InvalidConfiguration', {
    about: `sec: ${about} does not take sys; Kerberos is not supported`,
  });
}

function moved({ about }: Asked): Failure {
  return failure('InvalidConfiguration', { about: `${about} is on another server: name that one` });
}

export function linked({ about }: Asked): Failure {
  return failure('InvalidConfiguration', {
    about: `${about} is reached by a symbolic link, which is not followed: name the directory itself`,
  });
}
