import type { Verdict, VerdictCode } from '../../shared/decision'
import type { Candidate } from './choose'
import type { Facts, Teammate } from './facts'
import { type Presence, presence } from './presence'
import { getOrCompute } from './remember'
import { sayLastDay, sayMoment, sayMomentIn } from './spoken'

/** A candidate and whether they are there now. */
export interface Standing extends Candidate {
  presence: Presence
}

/** How times are said: seen from `now`, and with the place where a clock is not the one that the team lives by. */
export interface Speaking {
  now: Date
  /** A moment in a zone: "Mon 09:00", "Mon 09:00 in Lagos". */
  say: (moment: Date, zone: string) => string
}

/**
 * `commonZone`: the zone in which all of the team live; null: there is none. Most of a team comes and goes at the same
 * few moments, so each is put into words once.
 */
export const createSpeaking = (now: Date, commonZone: string | null): Speaking => {
  const saidByZone = new Map<string, Map<number, string>>()
  const say = (moment: Date, zone: string): string => {
    const said = getOrCompute(saidByZone, zone, () => new Map<number, string>())
    return getOrCompute(said, +moment, () => sayMomentIn(zone, commonZone, moment, now))
  }
  return { now, say }
}

const UNBURDENED = { openLoad: 0, conversations: 0, lastGivenWorkAt: null, drainedAt: [] }

/** `skipAway` false: an absence does not count, only working hours do. */
export const standingOf = (
  teammate: Teammate,
  { loads, rules }: Pick<Facts, 'loads' | 'rules'>,
  now: Date,
  skipAway = true,
): Standing => ({
  teammate,
  load: loads[teammate.id] ?? UNBURDENED,
  presence: presence(skipAway ? teammate : { schedule: teammate.schedule, away: [] }, now, rules.shiftEndMarginMs),
})

/** One standing put into a verdict; `until`: when it changes by itself. */
export const verdict = (
  { teammate, load, presence }: Standing,
  code: VerdictCode,
  sentence: string,
  until: Date | null = presence.until,
): Verdict => ({
  teammateId: teammate.id,
  name: teammate.name,
  code,
  sentence,
  openLoad: load.openLoad,
  conversations: load.conversations,
  capacity: teammate.capacity,
  until,
})

/** "4 of 12"; where conversations do not count one each, "load 12 of 12 in 6 conversations". */
export const sayLoad = ({ teammate, load }: Candidate): string =>
  load.openLoad === load.conversations
    ? `${load.openLoad} of ${teammate.capacity}`
    : `load ${load.openLoad} of ${teammate.capacity} in ${load.conversations} conversation${load.conversations === 1 ? '' : 's'}`

/** A moment in the teammate's own zone. */
export const sayTheirMoment = (moment: Date, { teammate }: Candidate, { say }: Speaking): string =>
  say(moment, teammate.schedule.timeZone)

/** Why somebody is not there; null for who is. */
export const absence = (standing: Standing, speaking: Speaking): Verdict | null => {
  const { presence, teammate } = standing
  const back = presence.until ? `, back ${sayTheirMoment(presence.until, standing, speaking)}` : ''
  switch (presence.kind) {
    case 'working':
      return null
    case 'off hours':
      return verdict(standing, 'off hours', `off hours${back}`)
    case 'holiday':
      return verdict(standing, 'holiday', `public holiday (${presence.name})${back}`)
    case 'shift ends soon':
      return verdict(
        standing,
        'shift ends soon',
        `shift ends at ${sayMoment(presence.endsAt, speaking.now, teammate.schedule.timeZone)}${back}`,
      )
    case 'away': {
      const { awayUntil } = presence
      const lastDay = awayUntil && sayLastDay(awayUntil, speaking.now, teammate.schedule.timeZone)
      const reason = presence.reason ? ` (${presence.reason})` : ''
      return verdict(standing, 'away', (lastDay ? `away until ${lastDay}` : awayUntil ? 'away today' : 'away') + reason)
    }
  }
}

/** The verdict of who may get the conversation: "4 of 15, here until 17:00". */
export const eligible = (standing: Standing, speaking: Speaking): Verdict => {
  const { until } = standing.presence
  const here = until ? `, here until ${sayTheirMoment(until, standing, speaking)}` : ''
  return verdict(standing, 'eligible', sayLoad(standing) + here)
}
