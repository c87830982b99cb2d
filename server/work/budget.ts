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
const CEILING: Record<Share, number> = { people: 1, routed: 0.9, reads: 0.8, import: 0.5 }

/** How long ago a call no longer counts. */
export const WINDOW_MS = 15 * MINUTE

export interface Window {
  ms: number
  /** Calls that this share may have made within it, those of all shares counted. */
  most: number
}

export const windowsOf = (share: Share, limits: Limits): Window[] => [
  { ms: MINUTE, most: Math.floor(limits.perMinute * CEILING[share]) },
  { ms: WINDOW_MS, most: Math.floor(limits.per15Minutes * CEILING[share]) },
]

export interface Spent {
  underWay: number
  inMinute: number
  in15Minutes: number
}

/** How many calls of this share may start now. */
export const roomFor = (share: Share, { underWay, inMinute, in15Minutes }: Spent, limits: Limits): number => {
  const [minute, quarter] = windowsOf(share, limits).map(({ most }) => most) as [number, number]
  const atOnce = Math.max(1, Math.floor(limits.atOnce * CEILING[share]))
  return Math.max(0, Math.min(atOnce - underWay, minute - inMinute, quarter - in15Minutes))
}
