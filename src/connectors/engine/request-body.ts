import { createHash } from 'node:crypto';
import type { PlatformFile, PlatformMultipart, PlatformPart, PlatformRequest } from '../../api/platform.gen.ts';
import { filled } from './filled.ts';
import { renderJson, renderText, renderXml, TemplateError, type Names } from '../language/template.ts';

interface Body {
  /** `content-type`, where there is a body. */
  type: Record<string, string>;
  text: string | undefined;
}

/** The body that a request of a Platform describes, with its media type. @throws TemplateError */
export function bodyOf({ form, json, xml, file, multipart }: PlatformRequest, names: Names): Body {
  if (form) {
    const text = new URLSearchParams(filled(form, names, renderText)).toString();
    return typed('application/x-www-form-urlencoded', text);
  }
  if (json) return typed('application/json', JSON.stringify(renderJson(json, names)));
  if (xml !== undefined) return typed('application/xml; charset=utf-8', renderXml(xml, names));
  if (file) return ofFile(file, names);
  return multipart ? inParts(multipart, names) : { type: {}, text: undefined };
}

function typed(type: string, text: string | undefined): Body {
  return { type: { 'content-type': type }, text };
}

function ofFile({ type = 'application/octet-stream', text }: PlatformFile, names: Names): Body {
  return typed(type, renderText(text, names) ?? '');
}

/** RFC 2046; form-data is RFC 7578. The boundary is made from what is between: it cannot be in it by chance. */
function inParts({ subtype = 'form-data', parts }: PlatformMultipart, names: Names): Body {
  const rendered = parts.map((part) => `${partHead(part, subtype, names)}\r\n\r\n${partText(part, names)}`);
  const boundary = createHash('sha256').update(rendered.join()).digest('hex').slice(0, 32);
  const text = `${rendered.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--\r\n`;
  return typed(`multipart/${subtype}; boundary=${boundary}`, text);
}

function partHead({ name, filename, type }: PlatformPart, subtype: string, names: Names): string {
  const file = filename === undefined ? undefined : renderText(filename, names);
  const disposition = [
    `form-data; name="${name ?? ''}"`,
    ...(file === undefined ? [] : [`filename="${quotable(file)}"`]),
  ];
  const lines = [
    ...(subtype === 'form-data' ? [`Content-Disposition: ${disposition.join('; ')}`] : []),
    ...(type === undefined ? [] : [`Content-Type: ${type}`]),
  ];
  return lines.join('\r\n');
}

function quotable(filename: string): string {
  if (/^[\x20-\x7e]*$/.test(filename) && !/["\\]/.test(filename)) return filename;
  throw new TemplateError('a file name has a character that cannot stand in a form');
}

function partText({ text, json }: PlatformPart, names: Names): string {
  return json === undefined ? (renderText(text ?? '', names) ?? '') : JSON.stringify(renderJson(json, names));
}
