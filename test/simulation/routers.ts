import { seededRandom } from '../../server/playground/small-missive'
import { decide } from '../../server/routing/decide'
import type { LoadFacts, Teammate } from '../../server/routing/facts'
import { presence } from '../../server/routing/presence'
import { teamByName, teammateById } from '../../server/routing/roster'
import { type Done, type Timer, timersOf } from '../../server/routing/timers'
import type { TeammateId } from '../../shared/ids'
import { conversation, relations } from '../support/builders'
import { type Floor, momentOf, type Router, type Talk } from './desk'
import { MINUTE } from './month'

const isOutOfOffice = (teammate: Teammate, minute: number) => presence(teammate, momentOf(minute), 0).kind === 'away'

/**
 * A rule of Missive's that assigns new mail to active members of the team who are online and not out of office. Where nobody
 * is, and when a customer writes to somebody out of office, it stands in the team's inbox.
 */
const byRule =
  (choose: (there: Teammate[], floor: Floor) => Teammate[], looking = 0) =>
  (floor: Floor): Router => ({
    looking,
    arrives(talk, minute) {
      const { teammates } = floor.month.rules
      const owner = teammates.find(({ id }) => id === talk.ownerId)
      if (owner && !isOutOfOffice(owner, minute)) return
      if (owner) return floor.give(talk, null, minute)
      const chosen = choose(
        teammates.filter((each) => floor.isThere(each, minute)),
        floor,
      )
      const [first] = chosen
      if (chosen.length === 1 && first) floor.give(talk, first.id, minute)
      else talk.shared = chosen.map(({ id }) => id)
    },
    passes() {},
  })

const someone = (there: readonly Teammate[], index: number): Teammate[] => there.slice(index, index + 1)

export const allAtOnce = () => byRule((there) => there, 1 / 3)

export const randomly = () => {
  const random = seededRandom(7)
  return byRule((there) => someone(there, Math.floor(random() * there.length)))
}

export const inTurn = () => {
  let last = ''
  return byRule((there) => {
    const chosen = there.find(({ id }) => id > last) ?? there[0]
    last = chosen?.id ?? last
    return chosen ? [chosen] : []
  })
}

/** Of several who are equally busy it takes any. */
export const leastBusy = () => {
  const random = seededRandom(7)
  return byRule((there, floor) => {
    const busy = there.map((each) => ({ each, open: floor.openOf(each.id), lot: random() }))
    return busy
      .sort((a, b) => a.open - b.open || a.lot - b.lot)
      .slice(0, 1)
      .map(({ each }) => each)
  })
}

interface Kept {
  done: Done[]
  actedAt: number
  clockAt: Date | null
  hadToWait: boolean
  decideAgainAt: Date | null
}

/** Baton with its defaults, through the core that the server runs: decisions, and the timers of what is owned. */
export const baton =
  () =>
  (floor: Floor): Router => {
    const { rules } = floor.month
    const team = teamByName(rules, 'support')
    if (!team) throw new Error('The month has no team')
    const kept = new Map<Talk, Kept>()
    const given = new Map<string, { lastGivenWorkAt: Date; drainedAt: Date[] }>()
    const keptOf = (talk: Talk): Kept => {
      const known = kept.get(talk) ?? { done: [], actedAt: 0, clockAt: null, hadToWait: false, decideAgainAt: null }
      kept.set(talk, known)
      return known
    }
    const urgencyOf = ({ mail }: Talk) => (mail.isHigh ? 'high' : 'normal')
    const since = ({ waitingSince }: Talk) => (waitingSince === null ? null : momentOf(waitingSince))

    const loads = (): Record<TeammateId, LoadFacts> =>
      Object.fromEntries(
        rules.teammates.map(({ id }) => {
          const open = floor.openOf(id)
          const { lastGivenWorkAt = null, drainedAt = [] } = given.get(id) ?? {}
          return [id, { openLoad: open, conversations: open, lastGivenWorkAt, drainedAt }]
        }),
      )

    const timers = (talk: Talk, now: Date): Timer[] => {
      const known = keptOf(talk)
      const owner = teammateById(rules, (talk.ownerId ?? '') as TeammateId) ?? null
      return timersOf(
        {
          owner,
          ownerSince: momentOf(talk.ownerSince),
          ownerActedAt: momentOf(Math.max(known.actedAt, talk.ownerSince)),
          unacceptedSince: null,
          quickSince: null,
          waitingSince: since(talk),
          lastOutgoingAt: null,
          stoodStill: [],
          isSnoozed: false,
          isWriterUnknown: false,
          urgency: urgencyOf(talk),
          team,
          clockDone: known.done,
        },
        rules,
        now,
      )
    }
    const wind = (talk: Talk, now: Date) => {
      keptOf(talk).clockAt = talk.ownerId ? (timers(talk, now)[0]?.at ?? null) : null
    }

    const route = (talk: Talk, minute: number): boolean => {
      const now = momentOf(minute)
      const known = keptOf(talk)
      const about = {
        id: talk.mail.id,
        waitingSince: since(talk),
        receivedAt: since(talk),
        urgencySetByPerson: urgencyOf(talk),
        hadToWait: known.hadToWait,
      } as const
      const { outcome } = decide(
        { rules, loads: loads(), turns: {}, relations: relations(), conversation: conversation(about) },
        now,
      )
      if (outcome.kind !== 'assign' || outcome.to === talk.ownerId) {
        known.hadToWait = true
        known.decideAgainAt = 'decideAgainAt' in outcome ? outcome.decideAgainAt : null
        return false
      }
      const drained = (given.get(outcome.to)?.drainedAt ?? []).filter((at) => +now - +at < 10 * MINUTE)
      given.set(outcome.to, { lastGivenWorkAt: now, drainedAt: known.hadToWait ? [...drained, now] : drained })
      floor.give(talk, outcome.to, minute)
      known.hadToWait = false
      wind(talk, now)
      return true
    }

    const fire = (talk: Talk, minute: number) => {
      const now = momentOf(minute)
      const known = keptOf(talk)
      for (const timer of timers(talk, now).filter(({ at }) => at <= now)) {
        const done = { timer: timer.kind, since: +timer.since, at: +now }
        if (timer.kind === 'absent owner') {
          known.hadToWait = true
          if (route(talk, minute)) return
          known.done.push({ ...done, again: +now + 10 * MINUTE })
        } else known.done.push({ ...done, step: timer.kind === 'late' ? rules.escalation.chain.length : undefined })
        if (timer.kind === 'reminder') talk.isReminded = true
      }
      wind(talk, now)
    }

    return {
      arrives(talk, minute) {
        const known = keptOf(talk)
        known.done = []
        if (talk.ownerId) wind(talk, momentOf(minute))
        else route(talk, minute)
      },
      passes(minute, freed) {
        const now = momentOf(minute)
        for (const talk of floor.talks) {
          const known = keptOf(talk)
          if (talk.ownerId === null && (freed || (known.decideAgainAt && known.decideAgainAt <= now)))
            route(talk, minute)
          else if (talk.ownerId && known.clockAt && known.clockAt <= now) fire(talk, minute)
        }
      },
    }
  }
