import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** One version of an object; the last of a list is the current one. */
interface Version {
  id: string;
  /** Undefined is the marker that says that it was deleted. */
  content: string | undefined;
}

export interface ObjectRequest {
  method: string;
  bucket: string;
  key: string;
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ObjectAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** An error's `<Code>`, instead of a body. */
  code?: string;
}

export interface ObjectRules {
  /** Old versions are kept, and a deletion leaves a marker. */
  versioned?: boolean;
  /** Whether `If-None-Match: *` is known; `refused` answers 501, `ignored` overwrites. */
  conditions?: 'known' | 'refused' | 'ignored';
}

/** The objects of a store: just enough of S3 to be written to, with AWS's answers. */
export class S3Objects {
  readonly #versions = new Map<string, Version[]>();
  #count = 0;

  constructor(keys: readonly string[] = []) {
    for (const path of keys) this.#versions.set(path, [{ id: 'null', content: path }]);
  }

  /** `bucket/key` of everything that is stored, also of old versions and of markers. */
  paths(): string[] {
    return [...this.#versions].filter(([, versions]) => versions.length > 0).map(([path]) => path);
  }

  /** Keys of a bucket that are there. */
  keys(bucket: string, prefix = ''): string[] {
    const current = [...this.#versions].filter(([, versions]) => versions.at(-1)?.content !== undefined);
    const inBucket = current.map(([path]) => path).filter((path) => path.startsWith(`${bucket}/`));
    return inBucket.map((path) => path.slice(bucket.length + 1)).filter((key) => key.startsWith(prefix));
  }

  answer(request: ObjectRequest, rules: ObjectRules): ObjectAnswer {
    const versions = this.#versions.get(`${request.bucket}/${request.key}`) ?? [];
    switch (request.method) {
      case 'HEAD':
      case 'GET':
        return read(versions);
      case 'PUT':
        return this.#put(request, versions, rules);
      case 'DELETE':
        return this.#delete(request, versions, rules);
      default:
        return { status: 405, code: 'MethodNotAllowed' };
    }
  }

  /** The versions of a prefix, as ListObjectVersions tells them. */
  listVersions(bucket: string, prefix: string): string {
    const entries = [...this.#versions].filter(([path]) => path.startsWith(`${bucket}/${prefix}`));
    return entries
      .flatMap(([path, versions]) => versions.map((version) => ({ ...version, key: path.slice(bucket.length + 1) })))
      .map(({ key, id, content }) => {
        const name = content === undefined ? 'DeleteMarker' : 'Version';
        return `<${name}><Key>${key}</Key><VersionId>${id}</VersionId></${name}>`;
      })
      .join('');
  }

  #put({ bucket, key, headers, body }: ObjectRequest, versions: Version[], rules: ObjectRules): ObjectAnswer {
    const { versioned = false, conditions = 'known' } = rules;
    const md5 = headers['content-md5'];
    if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64'))
      return { status: 400, code: 'BadDigest' };
    if (headers['if-none-match'] !== undefined && conditions === 'refused')
      return { status: 501, code: 'NotImplemented' };
    const there = versions.at(-1)?.content !== undefined;
    if (headers['if-none-match'] === '*' && conditions === 'known' && there)
      return { status: 412, code: 'PreconditionFailed' };
    const id = versioned ? this.#newId() : 'null';
    this.#versions.set(`${bucket}/${key}`, [...(versioned ? versions : []), { id, content: body }]);
    return { status: 200, headers: { etag: '"etag"', ...versionHeader(id) } };
  }

  #delete({ bucket, key, url }: ObjectRequest, versions: Version[], { versioned }: ObjectRules): ObjectAnswer {
    const path = `${bucket}/${key}`;
    const id = url.searchParams.get('versionId');
    if (id !== null) {
      this.#versions.set(
        path,
        versions.filter((version) => version.id !== id),
      );
      return { status: 204, headers: { 'x-amz-version-id': id } };
    }
    if (!versioned) {
      this.#versions.delete(path);
      return { status: 204 };
    }
    const marker = this.#newId();
    this.#versions.set(path, [...versions, { id: marker, content: undefined }]);
    return { status: 204, headers: { ...versionHeader(marker), 'x-amz-delete-marker': 'true' } };
  }

  #newId(): string {
    this.#count += 1;
    return `version.${this.#count}`;
  }
}

function read(versions: readonly Version[]): ObjectAnswer {
  const current = versions.at(-1);
  if (!current) return { status: 404, code: 'NoSuchKey' };
  const headers = versionHeader(current.id);
  if (current.content === undefined)
    return { status: 404, code: 'NoSuchKey', headers: { ...headers, 'x-amz-delete-marker': 'true' } };
  return { status: 200, headers: { ...headers, 'content-type': 'text/plain' }, body: current.content };
}

function versionHeader(id: string): Record<string, string> {
  return id === 'null' ? {} : { 'x-amz-version-id': id };
}
