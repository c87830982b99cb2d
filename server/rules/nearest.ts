import { closest, distance } from 'fastest-levenshtein'

/** The name most like this one, however far it is; null when there are none. */
export const nearest = (name: string, names: readonly string[]): string | null => {
  const exceptForCase = names.find((other) => other.toLowerCase() === name.toLowerCase())
  return exceptForCase ?? (names.length > 0 ? closest(name, [...names]) : null)
}

/** "; did you mean assign?" where a name is near enough to have been meant, else nothing. */
export const didYouMean = (name: string, names: readonly string[]): string => {
  const near = nearest(name, names)
  const isNear =
    near !== null && distance(name.toLowerCase(), near.toLowerCase()) <= Math.min(3, Math.floor(near.length / 2))
  return isNear ? `; did you mean ${near}?` : ''
}

/** ` (nearest: "Support")`; nothing when there are none. */
export const sayNearest = (name: string, names: readonly string[]): string => {
  const near = nearest(name, names)
  return near === null ? '' : ` (nearest: "${near}")`
}
