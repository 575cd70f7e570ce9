import { Validator, type Schema } from '@cfworker/json-schema';
import type { RJSFSchema, ValidationData, ValidatorType } from '@rjsf/utils';

/**
 * What the form library asks of a validator, by an interpreter: compiled schemas are generated code, which the page's policy
 * forbids. It only chooses between alternatives of a schema; what is wrong with a draft is judged by the server alone.
 */
export const validator: ValidatorType<Record<string, unknown>> = {
  validateFormData: (): ValidationData<Record<string, unknown>> => ({ errors: [], errorSchema: {} }),
  isValid: (schema: RJSFSchema, formData) => isValid(schema, formData),
  rawValidation: (schema: RJSFSchema, formData) => {
    const { errors } = new Validator(schema as Schema, '2020-12').validate(formData);
    return { errors: errors as never[] };
  },
};

function isValid(schema: RJSFSchema, value: unknown): boolean {
  try {
    return new Validator(schema as Schema, '2020-12').validate(value).valid;
  } catch {
    return false;
  }
}
