import type { PlatformRequest, PlatformRow } from '../../../src/api/platform.gen.ts';
import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { rowsIn } from '../../../src/connectors/language/steps.ts';
import { code } from '../markdown.ts';
import { condition, readable } from './readable.ts';

/** A request by its method and address, without what is only asked for in the query. */
export function requestOf(spec: PlatformSpec, { method = 'GET', url }: PlatformRequest): string {
  return code(`${method} ${readable(spec, url).replace(/\?.{20,}$/, '?…')}`);
}

/** When a step is taken, as `, if …`; empty if always. */
export function ifOf(spec: PlatformSpec, when: string | undefined): string {
  return when === undefined ? '' : `, if ${condition(spec, when)}`;
}

/** The second requests of steps, which tell apart the causes of one response. */
export function questionsOf(
  spec: PlatformSpec,
  steps: readonly { replies?: readonly PlatformRow[] | undefined }[] = [],
): string[] {
  const asked = steps.flatMap(({ replies }) => rowsIn(spec, replies, '').flatMap(({ row }) => row.then ?? []));
  return [...new Set(asked.map(({ request }) => requestOf(spec, request)))];
}
