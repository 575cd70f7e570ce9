import { messageOf, reasons, type Reason } from '../../src/api/reasons.ts';
import { anyOfThem } from './reason-samples.ts';

/** The first half of a reason's message: what is so, without what to do. */
export function whatIsSo(name: Reason): string {
  const { action } = reasons[name];
  return messageOf(name, { about: anyOfThem[name] })
    .slice(0, action === '' ? undefined : -action.length)
    .trim();
}

/** What to do; if the catalogue says nothing, the message itself names what is wrong. */
export function adviceOf(name: Reason): string {
  const { action, outcome } = reasons[name];
  return action === '' && outcome === 'failed' ? 'Correct what the message names.' : action;
}
