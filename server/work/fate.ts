import { later } from '../clock'
import { type Answer, CALL_TIMEOUT_MS } from '../missive/client'
import type { Fate } from '../store/outbox'

/** Until when Missive may take what is sent to it now. */
export const mayLandUntil = (sentAt: Date): Date => later(sentAt, CALL_TIMEOUT_MS)

const NOT_TAKEN: Fate = { isFateUnknown: false, mayLandUntil: null }

/** What is known of a call that was sent, after an answer that does not say that it arrived. */
export const fateOfSend = (answer: Answer<unknown>, sentAt: Date): Fate => {
  if (answer.kind !== 'failed' || answer.write === 'not taken') return NOT_TAKEN
  return { isFateUnknown: true, mayLandUntil: answer.write === 'may still land' ? mayLandUntil(sentAt) : null }
}

/** What is known of a call that was looked for and not found: nothing new while it may still have landed after the look. */
export const fateOfNotFound = (before: Fate, lookedAt: Date): Fate =>
  before.mayLandUntil && before.mayLandUntil > lookedAt ? before : NOT_TAKEN
