import ssh2, { type SFTPWrapper } from 'ssh2';

/** A request for the file at hand, as a test names the moment at which the server fails or goes away. */
export type FileRequest = 'OPEN' | 'WRITE' | 'READ' | 'CLOSE' | 'REMOVE';

export interface FileRules {
  /** Directories that exist, as absolute paths; default `/` and `/upload`. The user's home is `/`. */
  directories?: string[];
  /** Files that exist. */
  files?: string[];
  /** Puts another file beside one that is overwritten. */
  renames?: boolean;
  /** Directories that may not be listed. */
  unlistable?: string[];
  /** Paths that may not even be looked at. */
  forbidden?: string[];
  /** Paths that are symbolic links to those who look. */
  links?: Set<string>;
  /** Mode of every directory; default 0o40755. */
  mode?: number;
  /** What a request is answered with, the nth of its kind (`WRITE 2`) or each (`WRITE`). */
  answers?: Partial<
    Record<FileRequest | `${FileRequest} ${number}`, 'denied' | 'failure' | 'unsupported' | 'silent' | 'garbage'>
  >;
  /** The connection ends when this request comes, before it is done; and only the first time. */
  closesAt?: `${FileRequest} ${number}`;
  /** Told of each request before it is done; `drop` leaves it undone and unanswered. */
  watch?: (request: FileRequest) => 'do' | 'drop';
  /** As `closesAt`, but it is SFTP that ends; the connection lives on. */
  endsAt?: `${FileRequest} ${number}`;
}

/** What the server holds, by absolute path. */
export type Files = Map<string, Buffer>;

interface Served {
  rules: FileRules;
  files: Files;
  /** Ends the connection. */
  close(): void;
  /** Ends SFTP. */
  end(): void;
  /** Says something that is not SFTP. */
  babble(): void;
}

const { OK, NO_SUCH_FILE, PERMISSION_DENIED, FAILURE, OP_UNSUPPORTED, EOF: END } = ssh2.utils.sftp.STATUS_CODE;
const { EXCL, CREAT, TRUNC } = ssh2.utils.sftp.OPEN_MODE;
const codes = { denied: PERMISSION_DENIED, failure: FAILURE, unsupported: OP_UNSUPPORTED };

export function newFiles({ files = [] }: FileRules): Files {
  return new Map(files.map((path) => [path, Buffer.alloc(0)]));
}

/** Answers SFTP requests as a server would whose root is the user's home; what is written is kept in memory. */
export function serveFiles(sftp: SFTPWrapper, served: Served): void {
  serveDirectories(sftp, served);
  const { files, rules } = served;
  const may = gate(sftp, served);
  const handles = new Map<string, string>();
  sftp.on('OPEN', (id, path, flags) => {
    if (!may(id, 'OPEN')) return;
    const absolute = absolutePath(path);
    if (rules.forbidden?.includes(parentOf(absolute))) return sftp.status(id, PERMISSION_DENIED);
    if (files.has(absolute) && flags & EXCL) return sftp.status(id, FAILURE);
    if (!files.has(absolute) && !(flags & CREAT)) return sftp.status(id, NO_SUCH_FILE);
    const opened = rules.renames && files.has(absolute) && flags & TRUNC ? `${absolute}~1` : absolute;
    if (!files.has(opened) || flags & TRUNC) files.set(opened, Buffer.alloc(0));
    const handle = `file ${handles.size}`;
    handles.set(handle, opened);
    sftp.handle(id, Buffer.from(handle));
  });
  sftp.on('WRITE', (id, handle, offset, data) => {
    if (!may(id, 'WRITE')) return;
    const path = handles.get(handle.toString()) ?? '';
    files.set(path, Buffer.concat([files.get(path)?.subarray(0, offset) ?? Buffer.alloc(0), data]));
    sftp.status(id, OK);
  });
  sftp.on('READ', (id, handle, offset, length) => {
    if (!may(id, 'READ')) return;
    const left = files.get(handles.get(handle.toString()) ?? '')?.subarray(offset, offset + length);
    if (left?.length) sftp.data(id, left);
    else sftp.status(id, END);
  });
  sftp.on('REMOVE', (id, path) => {
    if (!may(id, 'REMOVE')) return;
    sftp.status(id, files.delete(absolutePath(path)) ? OK : NO_SUCH_FILE);
  });
  sftp.on('CLOSE', (id, handle) => {
    if (!handles.has(handle.toString()) || may(id, 'CLOSE')) sftp.status(id, OK);
  });
}

/** @returns whether a request goes on; where it does not, it was answered, or never will be. */
function gate(sftp: SFTPWrapper, { rules, close, end, babble }: Served): (id: number, request: FileRequest) => boolean {
  const counts: Partial<Record<FileRequest, number>> = {};
  return (id, request) => {
    const nth = (counts[request] = (counts[request] ?? 0) + 1);
    if (rules.watch?.(request) === 'drop') return false;
    if (rules.closesAt === `${request} ${nth}`) {
      delete rules.closesAt;
      close();
      return false;
    }
    if (rules.endsAt === `${request} ${nth}`) {
      delete rules.endsAt;
      end();
      return false;
    }
    const answer = rules.answers?.[`${request} ${nth}`] ?? rules.answers?.[request];
    if (answer === 'garbage') babble();
    else if (answer && answer !== 'silent') sftp.status(id, codes[answer]);
    return answer === undefined;
  };
}

function serveDirectories(sftp: SFTPWrapper, { rules, files }: Served): void {
  const { directories = ['/', '/upload'], unlistable = [], forbidden = [], links, mode = 0o040755 } = rules;
  let unread: string[] = [];
  const look = (id: number, path: string): void => {
    const absolute = absolutePath(path);
    if (forbidden.includes(absolute)) return sftp.status(id, PERMISSION_DENIED);
    const isDirectory = directories.includes(absolute);
    if (!isDirectory && !files.has(absolute)) return sftp.status(id, NO_SUCH_FILE);
    const own = links?.has(absolute) ? 0o120777 : 0o100644;
    sftp.attrs(id, { mode: isDirectory ? mode : own, uid: 0, gid: 0, size: 0, atime: 0, mtime: 0 });
  };
  sftp.on('REALPATH', (id, path) =>
    sftp.name(id, [{ filename: absolutePath(path), longname: '', attrs: {} as never }]),
  );
  sftp.on('STAT', look).on('LSTAT', look);
  sftp.on('OPENDIR', (id, path) => {
    const absolute = absolutePath(path);
    if (forbidden.includes(absolute) || unlistable.includes(absolute)) return sftp.status(id, PERMISSION_DENIED);
    if (files.has(absolute)) return sftp.status(id, FAILURE);
    if (!directories.includes(absolute)) return sftp.status(id, NO_SUCH_FILE);
    unread = [...files.keys()].filter((file) => parentOf(file) === absolute);
    sftp.handle(id, Buffer.from('dir'));
  });
  sftp.on('READDIR', (id) => {
    const names = unread.splice(0).map((path) => path.slice(path.lastIndexOf('/') + 1));
    if (names.length === 0) return sftp.status(id, END);
    sftp.name(
      id,
      names.map((filename) => ({ filename, longname: filename, attrs: {} as never })),
    );
  });
}

function absolutePath(path: string): string {
  return new URL(path, 'file:///').pathname.replace(/(.)\/$/, '$1');
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}
