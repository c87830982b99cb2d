import { followingAfter } from '../../server/routing/choose'
import { decide } from '../../server/routing/decide'
import type { LoadFacts, Rules, Teammate } from '../../server/routing/facts'
import { presence } from '../../server/routing/presence'
import type { TeammateId } from '../../shared/ids'
import { conversation, relations } from './builders'

const MINUTE_MS = 60_000
const FORTNIGHT_MINUTES = 14 * 24 * 60

export interface Fortnight {
  rules: Rules
  start: Date
  /** How many come in all, a minute's share for each who is there then times `weightOf` them. */
  mails: number
  weightOf: (teammate: Teammate) => number
  /** How many conversations somebody finishes in an hour at work. */
  perHour: (teammate: Teammate) => number
}

export interface Share {
  /** Of everything that was given. */
  given: number
  /** Of the weighted time at which people were there for new work. */
  there: number
}

interface Mail {
  id: string
  arrivedAt: Date
  hadToWait: boolean
  decideAgainAt: Date | null
}

/** The books that the desk keeps: who holds how much, whose turn it is. */
const openBooks = ({ teammates, teams }: Rules) => {
  const loads = new Map<TeammateId, LoadFacts>(
    teammates.map(({ id }) => [id, { openLoad: 0, conversations: 0, lastGivenWorkAt: null, drainedAt: [] }]),
  )
  const loadOf = (id: TeammateId) => loads.get(id) as LoadFacts
  const turns: Record<string, TeammateId[]> = {}
  const count = (id: TeammateId, by: number, rest: Partial<LoadFacts> = {}) => {
    const load = loadOf(id)
    loads.set(id, { ...load, openLoad: load.openLoad + by, conversations: load.conversations + by, ...rest })
  }
  return {
    loadOf,
    facts: () => ({ loads: Object.fromEntries(loads), turns }),
    given: (id: TeammateId, team: string, isByTurn: boolean, hadToWait: boolean, now: Date) => {
      const drainedAt = loadOf(id).drainedAt.filter((at) => +now - +at < 10 * MINUTE_MS)
      count(id, 1, { lastGivenWorkAt: now, drainedAt: hadToWait ? [...drainedAt, now] : drainedAt })
      const members = teams.find(({ name }) => name === team)?.members ?? []
      if (isByTurn) turns[team] = followingAfter(members, id)
    },
    finished: (id: TeammateId) => count(id, -1),
  }
}

/**
 * Two weeks at the desk, minute by minute, through the real `decide`: mail comes, people who are at work get on with
 * what they own, and what waits is decided again when its moment has come or somebody has finished something.
 */
export const runFortnight = ({ rules, start, mails, weightOf, perHour }: Fortnight): Map<TeammateId, Share> => {
  const { teammates } = rules
  const momentOf = (minute: number) => new Date(+start + minute * MINUTE_MS)
  const isThere = (one: Teammate, now: Date) => presence(one, now, rules.shiftEndMarginMs).kind === 'working'
  const isAtWork = (one: Teammate, now: Date) => presence(one, now, 0).kind === 'working'

  const minutesThere = new Map(teammates.map(({ id }) => [id, 0]))
  for (let minute = 0; minute < FORTNIGHT_MINUTES; minute++)
    for (const one of teammates)
      if (isThere(one, momentOf(minute))) minutesThere.set(one.id, (minutesThere.get(one.id) ?? 0) + 1)
  const weighted = new Map(teammates.map((one) => [one.id, (minutesThere.get(one.id) ?? 0) * weightOf(one)]))
  const allWeighted = [...weighted.values()].reduce((sum, each) => sum + each, 0)

  const books = openBooks(rules)
  const given = new Map(teammates.map(({ id }) => [id, 0]))
  const done = new Map(teammates.map(({ id }) => [id, 0]))
  let waiting: Mail[] = []
  let arrived = 0
  let dueToArrive = 0

  /** Whether it has an owner now. */
  const route = (mail: Mail, now: Date): boolean => {
    const { outcome, team } = decide(
      {
        rules,
        ...books.facts(),
        relations: relations(),
        conversation: conversation({
          id: mail.id,
          waitingSince: mail.arrivedAt,
          receivedAt: mail.arrivedAt,
          hadToWait: mail.hadToWait,
        }),
      },
      now,
    )
    if (outcome.kind === 'assign') {
      given.set(outcome.to, (given.get(outcome.to) ?? 0) + 1)
      books.given(outcome.to, team?.name ?? '', outcome.method === 'round_robin', mail.hadToWait, now)
      return true
    }
    if (outcome.kind === 'leave') throw new Error(`${mail.id}: ${outcome.sentence}`)
    mail.hadToWait = true
    mail.decideAgainAt = outcome.decideAgainAt
    return false
  }

  const work = (now: Date): boolean => {
    let hasFinished = false
    for (const one of teammates) {
      if (books.loadOf(one.id).openLoad === 0 || !isAtWork(one, now)) continue
      const progress = (done.get(one.id) ?? 0) + perHour(one) / 60
      const isFinished = progress >= 1
      done.set(one.id, isFinished ? progress - 1 : progress)
      if (!isFinished) continue
      books.finished(one.id)
      hasFinished = true
    }
    return hasFinished
  }

  for (let minute = 0; minute < FORTNIGHT_MINUTES; minute++) {
    const now = momentOf(minute)
    const hasFinished = work(now)
    waiting = waiting.filter(
      (mail) => !((hasFinished || (mail.decideAgainAt && mail.decideAgainAt <= now)) && route(mail, now)),
    )
    for (const one of teammates) if (isThere(one, now)) dueToArrive += (mails * weightOf(one)) / allWeighted
    for (; arrived + 1 <= dueToArrive + 1e-6; arrived++) {
      const mail = { id: `c${arrived}`, arrivedAt: now, hadToWait: false, decideAgainAt: null }
      if (!route(mail, now)) waiting.push(mail)
    }
  }

  const allGiven = [...given.values()].reduce((sum, each) => sum + each, 0)
  return new Map(
    teammates.map(({ id }) => [
      id,
      { given: (given.get(id) ?? 0) / allGiven, there: (weighted.get(id) ?? 0) / allWeighted },
    ]),
  )
}
