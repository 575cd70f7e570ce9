import { celType, parse, plan, celEnv, isCelError, type CelValue } from '@bufbuild/cel';

const program = plan(celEnv(), parse('timestamp(text)'));

/** @throws Error for a time that CEL cannot hold */
export function timestampOf(time: Date): CelValue {
  const value = program({ text: time.toISOString() });
  if (isCelError(value)) throw value;
  return value;
}

export const timestampType = celType(timestampOf(new Date(0)));
