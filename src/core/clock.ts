/** The time as a port: the real clock, the demo's offset clock, or a test's. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}
