/** What Missive allows one token (Missive REST API, *Rate limits*). */
export interface Limits {
  concurrent: number
  perMinute: number
  perQuarterHour: number
}

export const missiveLimits: Limits = { concurrent: 5, perMinute: 300, perQuarterHour: 900 }

export interface OverLimit {
  limit: number
  retryAfterSeconds: number
}

const MINUTE = 60_000

/** `limits: null` lifts them all. Refused calls count towards nothing. */
export const createRateLimits = (limits: Limits | null, clock: () => Date) => {
  let inFlight = 0
  let calls: number[] = []

  const windowOver = (limit: number, lengthMs: number, now: number): OverLimit | null => {
    const recent = calls.filter((at) => at > now - lengthMs)
    const [oldest = now] = recent
    if (recent.length < limit) return null
    return { limit, retryAfterSeconds: Math.max(1, Math.ceil((oldest + lengthMs - now) / 1000)) }
  }

  return {
    /** Lets a call in and returns null, or says which limit it would exceed. Who was let in must `leave`. */
    enter(): OverLimit | null {
      if (!limits) return null
      const now = clock().getTime()
      calls = calls.filter((at) => at > now - 15 * MINUTE)
      const over =
        inFlight >= limits.concurrent
          ? { limit: limits.concurrent, retryAfterSeconds: 1 }
          : (windowOver(limits.perMinute, MINUTE, now) ?? windowOver(limits.perQuarterHour, 15 * MINUTE, now))
      if (over) return over
      inFlight += 1
      calls.push(now)
      return null
    },
    leave() {
      if (limits) inFlight -= 1
    },
  }
}
export type RateLimits = ReturnType<typeof createRateLimits>
