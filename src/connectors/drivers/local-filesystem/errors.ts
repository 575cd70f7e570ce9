import { failure, type Failure } from '../../failure.ts';

/** Codes by which the system says that this user may not. */
const denials = new Set(['EACCES', 'EPERM', 'EROFS']);
const absent = new Set(['ENOENT', 'ENOTDIR']);
/** Of a disk or a mount that does not work, or is full. */
const outages = new Set([
  'EIO',
  'ESTALE',
  'ENXIO',
  'ENODEV',
  'ENOTCONN',
  'EHOSTDOWN',
  'ETIMEDOUT',
  'ENOSPC',
  'EDQUOT',
  'EMFILE',
]);

export function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}

export function isDenied(error: unknown): boolean {
  return denials.has(codeOf(error));
}

export function isAbsent(error: unknown): boolean {
  return absent.has(codeOf(error));
}

/** What an error of the file system means. */
export function fromFileError(error: unknown, about: string): Failure {
  if (isDenied(error)) return failure('PermissionDenied', { about: `open ${about}` });
  if (isAbsent(error)) return failure('TargetNotFound', { about });
  if (outages.has(codeOf(error))) return failure('ServiceUnavailable', { about });
  if (['ELOOP', 'ENAMETOOLONG'].includes(codeOf(error))) {
    return failure('InvalidConfiguration', {
      about: `path: ${about} is too long, or links lead in a circle`,
    });
  }
  return failure('UnexpectedReply', { about: `the system fails to open ${about}` });
}
