/** How large a Platform and its parts may be, as the reference lists it. */
export const sizes = {
  define: 48,
  tables: 24,
  /** Rows of a table or of `replies`. */
  rows: 64,
  /** Rows of `replies` with those of the tables that it names, and of the tables that these name. */
  expanded: 256,
  methods: 16,
  /** Steps of one phase. */
  steps: 8,
  /** Requests of a test, besides those of the probe. */
  requests: 24,
  /** Names of one `set`, `headers`, `query`, `form` and so on. */
  entries: 64,
  hosts: 32,
  aliases: 16,
  /** Bytes of the whole spec as JSON. */
  platform: 262_144,
} as const;
