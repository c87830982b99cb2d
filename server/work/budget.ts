import { later, MINUTE } from '../clock'
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

export interface Spent {
  at: Date
  underWayUntil: Date | null
}

/** How long ago a call no longer counts. */
export const WINDOW_MS = 15 * MINUTE

export interface Room {
  /** Calls that may start now. */
  now: number
  /** When at least one may start; null: now, or as soon as one under way ends. */
  at: Date | null
}

/** What is left of the budget for one share. `spent`: the calls of the last 15 minutes, oldest first. */
export const roomFor = (share: Share, spent: readonly Spent[], pausedUntil: Date | null, limits: Limits, now: Date): Room => {
  if (pausedUntil && pausedUntil > now) return { now: 0, at: pausedUntil }
  const underWay = spent.filter(({ underWayUntil }) => underWayUntil !== null && underWayUntil > now).length
  const windows = [
    { ms: MINUTE, most: limits.perMinute },
    { ms: WINDOW_MS, most: limits.per15Minutes },
  ].map(({ ms, most }) => windowRoom(spent, ms, Math.floor(most * CEILING[share]), now))
  const atOnce = Math.max(1, Math.floor(limits.atOnce * CEILING[share])) - underWay
  const at = windows.map((window) => window.at).filter((moment) => moment !== null)
  return {
    now: Math.max(0, Math.min(atOnce, ...windows.map((window) => window.left))),
    at: at.length > 0 ? new Date(Math.max(...at.map(Number))) : null,
  }
}

const windowRoom = (spent: readonly Spent[], ms: number, most: number, now: Date): { left: number; at: Date | null } => {
  const inWindow = spent.filter(({ at }) => +at > +now - ms)
  const left = most - inWindow.length
  if (left > 0) return { left, at: null }
  const mustEnd = inWindow[inWindow.length - most]
  return { left: 0, at: mustEnd ? later(mustEnd.at, ms) : null }
}
