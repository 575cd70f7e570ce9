import { beginOf, occurrences } from '../text/occurrences.ts';

/** Knows the secret values in use and removes them from text. */
export interface Redactor {
  /** Counts one more holder of `value`; the returned function, called once, releases it. */
  add(value: string): () => void;
  /** `text` with every known value, in every form it may have been encoded in, replaced. */
  scrub(text: string): string;
}

export const REDACTED = '[REDACTED]';

/** Shorter values would also remove half of the ordinary words from the log. */
const MIN_LENGTH = 4;

/** One for a process: what any part of it has added is removed from all that it says. */
export function createRedactor(): Redactor {
  const known = new Map<string, { holders: number; forms?: string[] }>();

  const release = (value: string): void => {
    const entry = known.get(value);
    if (entry !== undefined && --entry.holders === 0) known.delete(value);
  };

  return {
    add(value) {
      if (value.length < MIN_LENGTH) return () => {};
      const entry = known.get(value);
      if (entry === undefined) known.set(value, { holders: 1 });
      else entry.holders++;
      let held = true;
      return () => {
        if (held) release(value);
        held = false;
      };
    },
    scrub(text) {
      if (known.size === 0) return text;
      const spans: Span[] = [];
      for (const [value, entry] of known) {
        // No form is shorter than the value, which may be a megabyte of a stranger's: most are never put together.
        if (value.length > text.length) continue;
        entry.forms ??= formsOf(value);
        for (const form of entry.forms) collectSpans(text, form, spans);
      }
      return spans.length === 0 ? text : replaceSpans(text, spans);
    },
  };
}

function formsOf(value: string): string[] {
  const wellFormed = value.toWellFormed();
  const escaped = jsonEscape(value);
  const encoded = encodeURIComponent(wellFormed);
  const forms = [
    value,
    escaped,
    // A quoted reply inside a log line has been escaped twice by then.
    jsonEscape(escaped),
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    new URLSearchParams({ '': wellFormed }).toString().slice(1),
    ...base64Forms(value),
  ];
  return [...new Set(forms)].filter((form) => form.length >= MIN_LENGTH);
}

function jsonEscape(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/**
 * Base64 of the value alone, and of its inside at each of the three positions it can have in a longer text
 * (`user:password` in a Basic header), less the characters that also depend on the neighbours.
 */
function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  const whole = bytes.toString('base64');
  const inside = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64url');
    const endsOnBorder = (offset + bytes.length) % 3 === 0;
    return encoded.slice(offset === 0 ? 0 : offset + 1, endsOnBorder ? undefined : -1);
  });
  const urlSafe = [bytes.toString('base64url'), ...inside];
  return [whole, ...urlSafe, ...urlSafe.map((form) => form.replaceAll('-', '+').replaceAll('_', '/'))];
}

type Span = [start: number, end: number];

function collectSpans(text: string, form: string, spans: Span[]): void {
  // Most often it is not there, and a line is looked through for some hundred forms.
  if (beginOf(text, form) < 0) return;
  for (const at of occurrences(text, form)) spans.push([at, at + form.length]);
}

/** Spans are joined where they overlap, so that no end of one value is left standing beside another. */
function replaceSpans(text: string, spans: Span[]): string {
  spans.sort((a, b) => a[0] - b[0]);
  const pieces: string[] = [];
  let copiedTo = 0;
  for (const [start, end] of spans) {
    if (start >= copiedTo) pieces.push(text.slice(copiedTo, start), REDACTED);
    copiedTo = Math.max(copiedTo, end);
  }
  pieces.push(text.slice(copiedTo));
  return pieces.join('');
}
