import { MINUTE } from '../clock'
import type { Share } from '../store/tables'

/** What Missive allows one organization (Missive REST API, *Rate limits*). */
export interface Limits {
  atOnce: number
  perMinute: number
  per15Minutes: number
}

export const MISSIVE_LIMITS: Limits = { atOnce: 5, perMinute: 300, per15Minutes: 900 }

/**
 * How much of the whole may be spent before this share must wait: what is left above it is kept for those who matter
 * more, so that a click or a sign-in code never waits behind routed notes.
 */
const CEILING: Record<Share, number> = {
  people: 1,
  routed: 0.9,
  reads: 0.8,
  import: 0.5,
  'quick sweeps': 0.8,
  'deep sweep': 0.8,
}

/** Together they may spend so much of the whole, whatever the others leave. */
const SWEEPS: Share[] = ['quick sweeps', 'deep sweep']
const FOR_SWEEPS = 0.1

/** How long ago a call no longer counts. */
export const WINDOW_MS = 15 * MINUTE

export interface Window {
  ms: number
  /** Calls that may have been made within it. */
  most: number
  /** Whose calls count; null: everybody's. */
  of: readonly Share[] | null
}

/** How many calls all sweeps together may make in a quarter of an hour. */
export const mostSweeps = (limits: Limits): number => Math.max(1, Math.floor(limits.per15Minutes * FOR_SWEEPS))

const forSweeps = ({ perMinute, per15Minutes }: Limits, of: readonly Share[], part: number): Window[] => [
  { ms: MINUTE, most: Math.max(1, Math.floor(perMinute * FOR_SWEEPS * part)), of },
  { ms: WINDOW_MS, most: Math.max(1, Math.floor(per15Minutes * FOR_SWEEPS * part)), of },
]

/** What this share must fit into. `part`: how much it may use of what all sweeps have. */
export const windowsOf = (share: Share, limits: Limits, part = 1): Window[] => [
  { ms: MINUTE, most: Math.floor(limits.perMinute * CEILING[share]), of: null },
  { ms: WINDOW_MS, most: Math.floor(limits.per15Minutes * CEILING[share]), of: null },
  ...(SWEEPS.includes(share) ? [...forSweeps(limits, SWEEPS, 1), ...forSweeps(limits, [share], part)] : []),
]

export interface Spent {
  underWay: number
  inMinute: number
  in15Minutes: number
}

/** How many calls of this share may start now, as far as the calls of all shares leave room. */
export const roomFor = (share: Share, { underWay, inMinute, in15Minutes }: Spent, limits: Limits): number => {
  const [minute, quarter] = windowsOf(share, limits).map(({ most }) => most) as [number, number]
  const atOnce = Math.max(1, Math.floor(limits.atOnce * CEILING[share]))
  return Math.max(0, Math.min(atOnce - underWay, minute - inMinute, quarter - in15Minutes))
}
