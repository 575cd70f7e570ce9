/** Stands for `@rjsf/validator-ajv8`, which the form library names for its own tests, and which generates code. */
const validator = undefined;

export { validator as default };
