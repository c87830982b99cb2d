import type { Verdict } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { absence, createSpeaking, type Standing, standingOf } from './availability'
import type { Facts, Teammate } from './facts'
import { bounce } from './fitness'
import type { LeftOut } from './gates'
import type { Matter } from './matter'
import { getOrCompute } from './remember'
import { lackOfRoom } from './room'

/** Somebody, and what keeps a conversation from them now; null: nothing does. */
export interface Judged {
  standing: Standing
  verdict: Verdict | null
}

/** For one conversation; each is looked at once. */
export type Judge = (teammate: Teammate) => Judged

/** Judges people who are not asked with their team, so that skills do not count. */
export const createJudge = (matter: Matter, facts: Facts, now: Date): Judge => {
  const speaking = createSpeaking(now, null)
  const known = new Map<TeammateId, Judged>()
  return (teammate) =>
    getOrCompute(known, teammate.id, () => {
      const standing = standingOf(teammate, facts, now)
      const verdict =
        absence(standing, speaking) ??
        bounce(standing, facts, speaking) ??
        lackOfRoom(standing, facts, matter, speaking)
      return { standing, verdict }
    })
}

export const leftOutOf = (people: readonly Judged[]): LeftOut[] =>
  people.flatMap(({ standing, verdict }) => (verdict ? [{ standing, verdict }] : []))
