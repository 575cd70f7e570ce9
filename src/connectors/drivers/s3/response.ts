import { isJsonObject } from '../../../api/json-object.ts';
import { readResponse } from '../../engine/response.ts';
import type { HttpResponse } from '../../transport/messages.ts';

/** A store's response, with its XML read. */
export interface StoreResponse {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string;
  html: boolean;
  /** `<Code>` of its error. */
  code: string | undefined;
  /** The root element's content by its name; empty if the response is no XML document. */
  document: Readonly<Record<string, unknown>>;
}

/** Some stores call everything text/html, even an empty body or XML: the content decides. */
export function readStoreResponse(sent: HttpResponse): StoreResponse {
  const headers = /^\s*(<\?xml|$)/.test(sent.text)
    ? { ...sent.headers, 'content-type': 'application/xml' }
    : sent.headers;
  const { status, text, html, xml } = readResponse({ ...sent, headers });
  const document = isJsonObject(xml) ? xml : {};
  return { status, headers, text, html, code: textAt(document, 'Error', 'Code'), document };
}

/** The text of an element, by the names on the way to it. */
export function textAt(document: unknown, ...path: string[]): string | undefined {
  const found = path.reduce<unknown>((inner, name) => (isJsonObject(inner) ? inner[name] : undefined), document);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
