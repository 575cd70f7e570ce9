import { quoted } from '../../text/quoted.ts';

/** Characters of a value in a message. */
const longestShown = 80;

/** A value as it is written, backslashes as they were entered, its end left out where it is long. */
export function shortened(value: unknown): string {
  const text =
    typeof value === 'string' && value.length > longestShown ? `${value.slice(0, longestShown - 1)}…` : value;
  const json = quoted(text);
  return json.length > 2 * longestShown ? `${json.slice(0, longestShown)}…` : json;
}
