import { messageOf, reasons, type Reason } from '../../src/api/reasons.ts';
import { anyOfThem } from './reason-samples.ts';

/** The first half of a reason's message: what is so, without what to do. */
export function whatIsSo(name: Reason): string {
  const { action } = reasons[name];
  return messageOf(name, { about: anyOfThem[name] })
    .slice(0, action === '' ? undefined : -action.length)
    .trim();
}
