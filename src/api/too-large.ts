/** What is kept of settings that are too large to be kept: no platform has a setting of that name. */
export const tooLarge: Readonly<Record<string, unknown>> = { '(too large)': true };

/** Of the settings of a Connection, as JSON in UTF-8. */
export const mostSettingsBytes = 64 * 1024;

export function isTooLarge(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '(too large)' in value;
}
