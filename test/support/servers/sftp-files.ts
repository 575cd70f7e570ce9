import ssh2, { type SFTPWrapper } from 'ssh2';

export interface FileRules {
  /** Directories that exist, as absolute paths; default `/` and `/upload`. The user's home is `/`. */
  directories?: string[];
  /** Files that exist. */
  files?: string[];
  /** Directories that may not be listed. */
  unlistable?: string[];
  /** Paths that may not even be looked at. */
  forbidden?: string[];
}

const { OK, NO_SUCH_FILE, PERMISSION_DENIED, FAILURE } = ssh2.utils.sftp.STATUS_CODE;
const mode = { directory: 0o040755, file: 0o100644 };

/** Answers SFTP requests as a server would whose root is the user's home; nothing is ever written. */
export function serveFiles(sftp: SFTPWrapper, rules: FileRules): void {
  const { directories = ['/', '/upload'], files = [], unlistable = [], forbidden = [] } = rules;
  const look = (id: number, path: string): void => {
    const absolute = absolutePath(path);
    if (forbidden.includes(absolute)) return sftp.status(id, PERMISSION_DENIED);
    const kind = directories.includes(absolute) ? 'directory' : files.includes(absolute) ? 'file' : undefined;
    if (!kind) return sftp.status(id, NO_SUCH_FILE);
    sftp.attrs(id, { mode: mode[kind], uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 });
  };
  sftp.on('REALPATH', (id, path) =>
    sftp.name(id, [{ filename: absolutePath(path), longname: '', attrs: {} as never }]),
  );
  sftp.on('STAT', look).on('LSTAT', look);
  sftp.on('OPENDIR', (id, path) => {
    const absolute = absolutePath(path);
    if (forbidden.includes(absolute) || unlistable.includes(absolute)) return sftp.status(id, PERMISSION_DENIED);
    if (files.includes(absolute)) return sftp.status(id, FAILURE);
    if (!directories.includes(absolute)) return sftp.status(id, NO_SUCH_FILE);
    sftp.handle(id, Buffer.from('dir'));
  });
  sftp.on('CLOSE', (id) => sftp.status(id, OK));
}

function absolutePath(path: string): string {
  return new URL(path, 'file:///').pathname.replace(/(.)\/$/, '$1');
}
