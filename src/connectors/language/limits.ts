/** Limits of what is written: what one evaluation may do is in evaluation-limits.ts. */
export const limits = {
  /** Characters of an expression; built-in platforms keep to 200. */
  expression: 512,
  /** Levels of an expression's syntax tree. */
  depth: 24,
  /** Characters of a template. */
  template: 4096,
} as const;
