export interface FtpTreeOptions {
  directories?: readonly string[];
  files?: Readonly<Record<string, string>>;
  /** Directories that take no files, whoever comes. */
  readOnly?: readonly string[];
}

type Writer = { write?: boolean } | undefined;

/** Files and directories, and who may do what in them. */
export class FtpTree {
  readonly files: Map<string, string>;
  readonly #directories: Set<string>;
  readonly #readOnly: ReadonlySet<string>;

  constructor({ files = {}, directories = [], readOnly = [] }: FtpTreeOptions) {
    this.files = new Map(Object.entries(files));
    this.#directories = new Set(['/', ...directories, ...readOnly]);
    this.#readOnly = new Set(readOnly);
  }

  isDirectory(path: string): boolean {
    return this.#directories.has(path);
  }

  mayWrite(account: Writer, directory: string): boolean {
    return account?.write === true && !this.#readOnly.has(directory);
  }

  /** The fact perm of RFC 3659, 7.5.5. */
  rights(account: Writer, directory: string): string {
    return this.mayWrite(account, directory) ? 'flcdmpe' : 'fle';
  }
}

export function joined(directory: string, name: string): string {
  if (name.startsWith('/')) return name.length > 1 ? name.replace(/\/$/, '') : name;
  return directory === '/' ? `/${name}` : `${directory}/${name}`;
}
