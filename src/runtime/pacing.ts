/** What keys wait for besides their turn, such as a place at a host. */
export interface Pacing {
  /** Keys of the same group wait for the same things; from the widest group to the narrowest, always as many. */
  groupsOf(key: string): readonly string[];
  /** In how many ms a key of the group may be worked on: 0 is now, Infinity is when another one has ended. */
  waitMs(group: string, tenant: string): number;
  started(key: string, groups: readonly string[], tenant: string): void;
  ended(key: string): void;
}

export const unpaced: Pacing = {
  groupsOf: () => [],
  waitMs: () => 0,
  started: () => {},
  ended: () => {},
};
