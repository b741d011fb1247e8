/** The time as a port: the real clock, the demo's offset clock, or a test's. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Milliseconds since some moment, by a clock that nobody can set. A clock that a program moves, such as the demo's, has
   * none.
   */
  elapsedMs?(): number;
}
