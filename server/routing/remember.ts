/** The value of a key, computed and kept when it is asked for the first time. */
export const getOrCompute = <Key, Value extends NonNullable<unknown>>(
  known: { get: (key: Key) => Value | undefined; set: (key: Key, value: Value) => unknown },
  key: Key,
  compute: (key: Key) => Value,
): Value => {
  const found = known.get(key)
  if (found !== undefined) return found
  const value = compute(key)
  known.set(key, value)
  return value
}

/** `compute`, asked once for each object; for pure functions of values that are never changed in place. */
export const remember = <Key extends WeakKey, Value extends NonNullable<unknown>>(
  compute: (key: Key) => Value,
): ((key: Key) => Value) => {
  const known = new WeakMap<Key, Value>()
  return (key) => getOrCompute(known, key, compute)
}

/** `compute`, asked when its value is needed for the first time, and then never again. */
export const once = <Value extends NonNullable<unknown>>(compute: () => Value): (() => Value) => {
  let value: Value | undefined
  return () => {
    value ??= compute()
    return value
  }
}
