import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, suggest } from '../../server/routing/decide'
import type { Facts, Rules, Teammate } from '../../server/routing/facts'
import { presence } from '../../server/routing/presence'
import { Authority, Decision, type Outcome, type Verdict } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import { type Case, desks } from '../support/any-desk'
import { id, officeHours } from '../support/builders'
import { holds } from '../support/drawn'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const held = (check: (one: Case) => void) => holds(fc.property(desks, check), { runs: 500 })

const chosenIn = (outcome: Outcome): readonly TeammateId[] => {
  if (outcome.kind === 'assign') return [outcome.to]
  return outcome.kind === 'assign all' ? outcome.to : []
}
const teammateIn = ({ rules }: Facts, teammateId: TeammateId): Teammate => {
  const found = rules.teammates.find((one) => one.id === teammateId)
  if (!found) throw new Error(`${teammateId} is nobody`)
  return found
}
const isThere = (teammate: Teammate, { shiftEndMarginMs }: Rules, now: Date, skipAway: boolean): boolean =>
  presence(skipAway ? teammate : { ...teammate, away: [] }, now, shiftEndMarginMs).kind === 'working'
const isGiven = ({ kind }: Outcome) => kind === 'assign' || kind === 'assign all'

/** Each chosen teammate, with the decision that chose them. */
const heldForChosen = (check: (chosen: Teammate, decision: Decision, one: Case) => void) =>
  held((one) => {
    const decision = decide(one.facts, one.now)
    for (const teammateId of chosenIn(decision.outcome)) check(teammateIn(one.facts, teammateId), decision, one)
  })

describe('nobody is ever given work', () => {
  it('who is off, on holiday, about to go, or away where that counts', () => {
    heldForChosen((chosen, { team, backup }, { facts, now }) => {
      const { rules } = facts
      const asked = [team?.name, backup?.name]
      const letsAway = rules.teams.some(
        ({ name, skipAway, members }) => asked.includes(name) && !skipAway && members.includes(chosen.id),
      )
      expect(isThere(chosen, rules, now, !letsAway)).toBe(true)
    })
  })

  it('beyond their capacity, unless it is urgent or they own nothing', () => {
    heldForChosen((chosen, { urgency, weight }, { facts }) => {
      if (urgency === 'urgent') return
      const { openLoad } = facts.loads[chosen.id] ?? { openLoad: 0 }
      expect(chosen.capacity).toBeGreaterThan(0)
      expect(openLoad === 0 || openLoad + weight <= chosen.capacity).toBe(true)
    })
  })

  it('who may not decide it', () => {
    heldForChosen((chosen, { authority }) => {
      const levels = Authority.options
      expect(levels.indexOf(chosen.authority)).toBeGreaterThanOrEqual(levels.indexOf(authority))
    })
  })

  it('beyond their share of a backlog', () => {
    heldForChosen((chosen, { urgency }, { facts, now }) => {
      if (!facts.conversation.hadToWait || urgency === 'urgent') return
      const recent = facts.loads[chosen.id]?.drainedAt.filter((at) => +now - +at < 10 * MINUTE_MS) ?? []
      expect(recent.length).toBeLessThan(facts.rules.floodLimit)
    })
  })

  it('who gave it away, unless nobody else of the team can take it', () => {
    heldForChosen((chosen, { outcome, verdicts, team, backup }, { facts, now }) => {
      const gave = ({ teammateId }: { teammateId: TeammateId }) =>
        facts.relations.gaveAway.some((one) => one.teammateId === teammateId && +now - +one.at < 7 * DAY_MS)
      if (!gave({ teammateId: chosen.id })) return
      expect(outcome.sentence).toContain('gave it away, but nobody else can take it')
      const asked = facts.rules.teams.find(({ name }) => name === (backup ?? team)?.name)
      const others = verdicts.filter((one) => asked?.members.includes(one.teammateId) && !gave(one))
      // Who is away may be eligible for their own team, and still not for its backup.
      const isForAsked = ({ teammateId }: Verdict) =>
        isThere(teammateIn(facts, teammateId), facts.rules, now, asked?.skipAway ?? true)
      expect(others.filter((one) => one.code === 'eligible' && isForAsked(one))).toEqual([])
    })
  })

  it('without being named in the verdicts', () => {
    held(({ facts, now }) => {
      const { verdicts, outcome } = decide(facts, now)
      const ids = verdicts.map(({ teammateId }) => teammateId)
      expect(new Set(ids).size).toBe(ids.length)
      for (const teammateId of chosenIn(outcome)) expect(ids).toContain(teammateId)
    })
  })
})

describe('nothing is ever dropped', () => {
  it('every conversation ends with an owner, a wait until a moment, or a person to look', () => {
    held(({ facts, now }) => {
      const { outcome, dueAt, notice } = decide(facts, now)
      expect(outcome.kind).not.toBe('leave')
      if (outcome.kind === 'assign all') expect(outcome.to.length).toBeGreaterThan(0)
      if (outcome.kind === 'wait' && dueAt) expect(outcome.decideAgainAt).not.toBeNull()
      if (outcome.kind === 'needs attention') expect(notice).toBe(outcome.sentence)
    })
  })

  it('what is promised lies ahead, in time, and a wait ends with the target', () => {
    held(({ facts, now }) => {
      const { outcome, dueAt } = decide(facts, now)
      if (outcome.kind === 'assign' || outcome.kind === 'leave') return
      if (outcome.decideAgainAt) expect(+outcome.decideAgainAt).toBeGreaterThan(+now)
      const moments = outcome.next.map(({ at }) => +at)
      expect(moments.every((moment) => moment > +now)).toBe(true)
      expect(moments).toEqual(moments.toSorted((a, b) => a - b))
      if (outcome.kind === 'wait' && dueAt && dueAt > now)
        expect(+(outcome.decideAgainAt ?? Number.POSITIVE_INFINITY)).toBeLessThanOrEqual(+dueAt)
    })
  })

  it('nobody could be given it before the moment at which it is decided again', () => {
    holds(
      fc.property(desks, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8 }), (one, parts) => {
        const { outcome } = decide(one.facts, one.now)
        if (outcome.kind !== 'wait' && outcome.kind !== 'needs attention') return
        const until = outcome.decideAgainAt ? +outcome.decideAgainAt : +one.now + 14 * DAY_MS
        const moments = parts.map((part) => new Date(+one.now + Math.floor(part * (until - 1 - +one.now))))
        for (const moment of [...moments, new Date(until - 1)])
          expect(isGiven(decide(one.facts, moment).outcome)).toBe(false)
      }),
      { runs: 500 },
    )
  })

  it('whoever is said to be back at a moment is there then, and not before', () => {
    held(({ facts, now }) => {
      for (const { teammateId, code, until } of decide(facts, now).verdicts) {
        if (!until || !['off hours', 'holiday', 'away', 'shift ends soon'].includes(code)) continue
        const isAsked = facts.rules.teams.some(({ skipAway, members }) => !skipAway && members.includes(teammateId))
        if (isAsked) continue
        const there = (moment: number) =>
          presence(teammateIn(facts, teammateId), new Date(moment), facts.rules.shiftEndMarginMs).kind
        expect(['working', 'shift ends soon']).toContain(there(+until))
        expect(there(+until - 1)).not.toBe('working')
      }
    })
  })
})

const revived = <Value>(value: Value): Value =>
  JSON.parse(JSON.stringify(value), (_, text) =>
    typeof text === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? new Date(text) : text,
  )

/** The same facts in another order, where the order says nothing. */
const turnedAround = ({ rules, loads, turns, ...rest }: Facts): Facts => {
  const isOrdered = [...rules.teams, ...rules.topics].some(({ method }) => method === 'round_robin')
  const backwards = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).toReversed())
  const teams = rules.teams.map((team) => ({ ...team, members: isOrdered ? team.members : team.members.toReversed() }))
  return {
    ...rest,
    rules: { ...rules, teammates: rules.teammates.toReversed(), teams: teams.toReversed() },
    loads: backwards(loads),
    turns: backwards(turns),
  }
}

describe('the same facts', () => {
  it('give the same decision, also when they were kept as JSON', () => {
    held(({ facts, now }) => {
      const decision = decide(facts, now)
      expect(decide(facts, now)).toEqual(decision)
      expect(decide(revived(facts), now)).toEqual(decision)
      expect(Decision.parse(JSON.parse(JSON.stringify(decision)))).toEqual(decision)
    })
  })

  it('give the same decision in any order of people, loads and teams', () => {
    held(({ facts, now }) => {
      expect(decide(turnedAround(facts), now)).toEqual(decide(facts, now))
      expect(suggest(turnedAround(facts), now)).toEqual(suggest(facts, now))
    })
  })
})

/** As if one of them had never been there. */
const without = (gone: TeammateId, facts: Facts): Facts => ({
  ...facts,
  rules: {
    ...facts.rules,
    teammates: facts.rules.teammates.filter((one) => one.id !== gone),
    teams: facts.rules.teams.map((team) => ({ ...team, members: team.members.filter((member) => member !== gone) })),
  },
})

describe('fair', () => {
  it('of two who are alike in all else, the one with the smaller load gets it', () => {
    held(({ facts, now }) => {
      for (const { id: original, ...rest } of facts.rules.teammates) {
        const load = facts.loads[original]
        if (!load || load.openLoad === 0) continue
        const twin = { ...rest, id: id('twin'), name: 'Zoe', email: 'zoe@harborpine.example' }
        const { rules } = facts
        const teams = rules.teams.map((team) =>
          team.members.includes(original) ? { ...team, members: [...team.members, twin.id] } : team,
        )
        const { outcome } = decide(
          {
            ...facts,
            rules: { ...rules, teammates: [...rules.teammates, twin], teams },
            loads: { ...facts.loads, [twin.id]: { ...load, openLoad: load.openLoad - 0.5 } },
          },
          now,
        )
        const isByLoad =
          outcome.kind === 'assign' && outcome.method === 'least_busy' && outcome.chosenBy === 'the method'
        const isEven = facts.relations.gaveAway.every(({ teammateId }) => teammateId !== original)
        if (isByLoad && isEven) expect(outcome.to).not.toBe(original)
      }
    })
  })

  /**
   * Where the rules themselves make somebody who is not chosen matter: whom a customer or topic requires; the least busy,
   * when others are known and above slack; people at work, for a list of teams; who has the skill or language and is
   * full, since it is waived only when nobody has it.
   */
  const matters = (gone: TeammateId, decision: Decision, { rules }: Facts): boolean => {
    const code = decision.verdicts.find(({ teammateId }) => teammateId === gone)?.code
    const isFull = code === 'at capacity' || code === 'flood limit'
    return (
      rules.topics.some(({ owner, teams }) => owner === gone || teams.length > 1) ||
      rules.relationships.accounts.some(({ owner, mode }) => owner === gone && mode === 'require') ||
      decision.gates.some(({ sentence }) => sentence.includes('above the least busy')) ||
      isFull
    )
  }

  it('who is not chosen could as well not be there, whatever the method', () => {
    held(({ facts, now }) => {
      const teams = facts.rules.teams.map((team) => ({ ...team, hours: officeHours }))
      const fixed = { ...facts, rules: { ...facts.rules, teams } }
      const decision = decide(fixed, now)
      const { outcome } = decision
      if (outcome.kind !== 'assign') return
      for (const { id: other } of fixed.rules.teammates) {
        if (other === outcome.to || matters(other, decision, fixed)) continue
        expect(decide(without(other, fixed), now).outcome).toMatchObject({ kind: 'assign', to: outcome.to })
      }
    })
  })
})

describe('suggestions', () => {
  it('are people who could be given it, never its owner, and nobody stands in both lists', () => {
    holds(
      fc.property(desks, fc.nat(7), ({ facts, now }, owner) => {
        const ownerId = id(`t${owner}`)
        const owned = { ...facts, conversation: { ...facts.conversation, ownerId } }
        const { suggested, leftOut } = suggest(owned, now)
        const ids = [...suggested, ...leftOut].map(({ teammateId }) => teammateId)
        expect(new Set(ids).size).toBe(ids.length)
        expect(ids).not.toContain(ownerId)
        expect(suggested.every(({ code }) => code === 'eligible')).toBe(true)
        expect(leftOut.every(({ code }) => code !== 'eligible')).toBe(true)
      }),
      { runs: 500 },
    )
  })

  it('begin with whom Baton would choose', () => {
    held(({ facts, now }) => {
      const { outcome, backup } = decide(facts, now)
      if (outcome.kind !== 'assign' || backup || outcome.chosenBy === 'escalation chain') return
      const isForOne = [...facts.rules.topics, ...facts.rules.relationships.accounts].some(
        ({ owner }) => owner !== null,
      )
      if (isForOne && outcome.chosenBy === 'the method') return
      expect(suggest(facts, now).suggested[0]?.teammateId).toBe(outcome.to)
    })
  })
})

describe('every sentence', () => {
  const partsOf = (sentence: string) => sentence.slice(0, -1).toLowerCase().split('; ')

  it('is one that people can read, and says nothing twice', () => {
    held(({ facts, now }) => {
      const decision = decide(facts, now)
      const { outcome, gates, notice } = decision
      for (const sentence of [outcome.sentence, notice ?? 'None.', ...gates.map((gate) => gate.sentence)]) {
        expect(sentence).toMatch(/^[\p{Lu}“\d].*\.$/u)
        expect(sentence).not.toMatch(/undefined|null|NaN|Invalid|\[object| {2}|\.\.|;;|: :/)
        expect(new Set(partsOf(sentence)).size).toBe(partsOf(sentence).length)
      }
      const said = gates.map(({ sentence }) => sentence)
      expect(new Set(said).size).toBe(said.length)
    })
  })
})
