/** How much one evaluation may do. Counted and not timed: a busy machine must not change what a response means. */
export const evaluationLimits = {
  /** Items that all its loops may go over. */
  iterations: 10_000,
  /** Characters and items that all its functions may read; all of it takes about 20 ms. */
  work: 4_000_000,
  /** Characters of any text that it makes. */
  text: 262_144,
} as const;
