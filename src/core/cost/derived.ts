/**
 * What is computed of a value that is never changed in place (places, live figures): kept as long as the value is, so that
 * a question asked again of the same state finds it. Beyond `limit` keys of one value all of them are made anew.
 */
export function derived<Of extends object, Made>(limit: number): (of: Of, key: string, make: () => Made) => Made {
  const kept = new WeakMap<Of, Map<string, Made>>();
  return (of, key, make) => {
    const made = kept.get(of);
    const known = made?.get(key);
    if (known !== undefined) return known;
    const one = make();
    if (made === undefined || made.size >= limit) kept.set(of, new Map([[key, one]]));
    else made.set(key, one);
    return one;
  };
}
