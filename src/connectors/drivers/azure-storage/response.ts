import { readResponse } from '../../engine/response.ts';
import type { HttpResponse } from '../../transport/messages.ts';

/** A service's response, with its error read. */
export interface StorageResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string;
  html: boolean;
  /** `x-ms-error-code`, or the code of the body. */
  code: string | undefined;
  /** AuthenticationErrorDetail of the body; '' if there is none. */
  detail: string;
  /** The parsed body; null if it is not such a document, or is cut off. */
  xml: unknown;
  json: unknown;
}

export function readStorageResponse(sent: HttpResponse): StorageResponse {
  const { status, headers, text, html, xml, json } = readResponse(sent);
  const field = (name: keyof typeof paths) => textAt(xml, paths[name][0]) ?? textAt(json, paths[name][1]);
  return {
    status,
    headers,
    text,
    html,
    code: headers['x-ms-error-code'] ?? field('code'),
    detail: field('detail') ?? '',
    xml,
    json,
  };
}

/** Responses of the service carry one of these headers, or one of its documents. */
export function isFromService({ headers, code }: StorageResponse): boolean {
  return code !== undefined || headers['x-ms-version'] !== undefined || headers['x-ms-request-id'] !== undefined;
}

/** Where the fields of an error are: in XML, or in JSON at the dfs host. */
// unverified: errors at the dfs host are JSON of this form
const paths = {
  code: [
    ['Error', 'Code'],
    ['error', 'code'],
  ],
  detail: [
    ['Error', 'AuthenticationErrorDetail'],
    ['error', 'detail', 'AuthenticationErrorDetail'],
  ],
} as const;

function textAt(document: unknown, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<string, unknown>)[key]
        : undefined,
    document,
  );
  return typeof found === 'string' && found !== '' ? found : undefined;
}
