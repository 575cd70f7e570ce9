import type { PlatformSpec } from '../platform.ts';

export interface PlatformProblem {
  reason: 'DriverUnknown' | 'SchemaInvalid' | 'ExpressionInvalid' | 'TemplateInvalid' | 'HostsOpen';
  message: string;
}

export function validatePlatform(_spec: PlatformSpec): PlatformProblem[] {
  return [];
}
