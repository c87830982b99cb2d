import fc from 'fast-check'
import { followingAfter } from '../../server/routing/choose'
import type { Account, Away, ChainStep, Facts, LoadFacts, Relations, Teammate } from '../../server/routing/facts'
import type { Authority, Method, Urgency } from '../../shared/decision'
import { account, always, facts, hours, id, officeHours, rules, team, teammate, topic } from './builders'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const YEAR_2026 = Date.parse('2026-01-01T00:00Z')

const plans = [
  officeHours,
  { ...officeHours, holidays: 'IT' },
  hours({ 'mon-fri': '10:00-19:00' }, 'Asia/Tokyo'),
  hours({ 'mon-fri': '09:00-12:00, 13:00-17:00', sat: '10:00-13:00' }, 'Africa/Lagos'),
  hours({ 'wed-sun': '22:00-06:00' }, 'America/New_York'),
  hours({}),
  always,
  always,
]
const teamNames = ['support', 'billing', 'sales'] as const
const skills = ['api', 'refund']
const FIRST_NAMES = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gil', 'Hana']

const levels = fc.constantFrom<Authority>('agent', 'agent', 'lead', 'head', 'leadership')
const urgencies = fc.constantFrom<Urgency>('low', 'normal', 'high', 'urgent')
const methods = fc.constantFrom<Method>('least_busy', 'round_robin', 'random', 'all_at_once', 'claim')

/** Moments at whole minutes, where shifts begin and end. */
const momentsOf2026 = fc
  .integer({ min: 0, max: 365 * 24 * 60 })
  .map((minute) => new Date(YEAR_2026 + minute * MINUTE_MS))

const absences = fc
  .tuple(momentsOf2026, fc.integer({ min: 1, max: 20 * 24 * 60 }))
  .map(([from, minutes]): Away => ({ from, to: new Date(+from + minutes * MINUTE_MS), reason: null }))

const people = fc.array(
  fc.record({
    schedule: fc.constantFrom(...plans),
    capacity: fc.integer({ min: 0, max: 6 }),
    away: fc.array(absences, { maxLength: 2 }),
    isAwayNow: fc.boolean(),
    skills: fc.subarray(skills),
    languages: fc.constantFrom(null, ['en'], ['fr'], ['en', 'fr']),
    authority: levels,
    halves: fc.integer({ min: 0, max: 14 }),
    lastGivenWorkAt: fc.option(momentsOf2026),
    minutesSinceDrained: fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 4 }),
    teams: fc.subarray([...teamNames]),
  }),
  { minLength: 1, maxLength: FIRST_NAMES.length },
)

const teams = fc.tuple(
  ...teamNames.map((name) =>
    fc.record({
      name: fc.constant(name),
      method: methods,
      backup: fc.option(fc.constantFrom(...teamNames.filter((other) => other !== name))),
      skipAway: fc.constantFrom(true, true, false),
      mode: fc.constantFrom('route' as const, 'route' as const, 'shadow' as const),
      hours: fc.constantFrom(null, officeHours),
      latest: fc.nat(FIRST_NAMES.length),
    }),
  ),
)

const someone = fc.option(fc.nat(FIRST_NAMES.length - 1))
const days = fc.integer({ min: 0, max: 20 })

const matters = fc.record({
  hasTopic: fc.boolean(),
  teams: fc.shuffledSubarray([...teamNames], { maxLength: 2 }),
  owner: fc.option(fc.nat(FIRST_NAMES.length - 1), { freq: 4 }),
  authority: levels,
  skill: fc.option(fc.constantFrom(...skills)),
  weight: fc.constantFrom(0.5, 1, 1, 2, 4),
  method: fc.option(methods),
  urgency: urgencies,
  language: fc.constantFrom(null, 'en', 'fr', 'de'),
  accountOwner: someone,
  accountTeam: fc.option(fc.constantFrom(...teamNames)),
  isRequired: fc.boolean(),
})

const histories = fc.record({
  owners: fc.array(fc.nat(FIRST_NAMES.length - 1), { maxLength: 2 }),
  startedBy: someone,
  ownerOfOther: fc.option(fc.tuple(fc.nat(FIRST_NAMES.length - 1), days)),
  handledLast: fc.option(fc.tuple(fc.nat(FIRST_NAMES.length - 1), days)),
  gaveAway: fc.array(fc.tuple(fc.nat(FIRST_NAMES.length - 1), days), { maxLength: 3 }),
  greeted: someone,
})

const chains = fc.array(
  fc.oneof(
    levels.map((level): ChainStep => ({ kind: 'authority', level })),
    fc.nat(FIRST_NAMES.length - 1).map((n): ChainStep => ({ kind: 'teammate', id: id(`t${n}`) })),
    fc.constantFrom(...teamNames).map((name): ChainStep => ({ kind: 'team', name })),
  ),
  { maxLength: 3 },
)

export interface Case {
  facts: Facts
  now: Date
}

type Drawn<Arbitrary> = Arbitrary extends fc.Arbitrary<infer Value> ? Value : never

const teammateOf = (one: Drawn<typeof people>[number], n: number, now: Date): Teammate => {
  const dayOff = { from: new Date(+now - 60 * MINUTE_MS), to: new Date(+now + DAY_MS / 3), reason: 'ill' }
  return teammate({
    id: `t${n}`,
    name: FIRST_NAMES[n] as string,
    schedule: one.schedule,
    capacity: one.capacity,
    away: one.isAwayNow ? [...one.away, dayOff] : one.away,
    skills: one.skills,
    languages: one.languages,
    authority: one.authority,
  })
}

const loadOf = (one: Drawn<typeof people>[number], now: Date): LoadFacts => ({
  openLoad: one.halves / 2,
  conversations: Math.ceil(one.halves / 2),
  lastGivenWorkAt: one.lastGivenWorkAt,
  drainedAt: one.minutesSinceDrained.map((minutes) => new Date(+now - minutes * MINUTE_MS)),
})

const relationsOf = (history: Drawn<typeof histories>, now: Date): Relations => {
  const at = ([n, before]: [number, number]) => ({ teammateId: id(`t${n}`), at: new Date(+now - before * DAY_MS) })
  return {
    owners: history.owners.map((n) => id(`t${n}`)),
    startedBy: history.startedBy === null ? null : id(`t${history.startedBy}`),
    ownersOfOthers: history.ownerOfOther
      ? [{ teammateId: at(history.ownerOfOther).teammateId, lastActivityAt: at(history.ownerOfOther).at }]
      : [],
    handledLast: history.handledLast && at(history.handledLast),
    gaveAway: history.gaveAway.map(at).sort((a, b) => +b.at - +a.at),
  }
}

const accountsOf = ({ accountOwner, accountTeam, isRequired }: Drawn<typeof matters>, count: number): Account[] => [
  account('customer.example', {
    owner: accountOwner !== null && accountOwner < count ? id(`t${accountOwner}`) : null,
    team: accountTeam,
    mode: isRequired ? 'require' : 'prefer',
  }),
]

/** Desks with every rule that a decision looks at, at any minute of a year. */
export const desks: fc.Arbitrary<Case> = fc
  .record({
    people,
    teams,
    matter: matters,
    history: histories,
    chain: chains,
    waitedMinutes: fc.option(fc.integer({ min: 0, max: 3 * 24 * 60 })),
    hadToWait: fc.boolean(),
    isWithEveryone: fc.boolean(),
    inbox: fc.option(fc.constantFrom(...teamNames)),
    slack: fc.nat(3),
    floodLimit: fc.integer({ min: 1, max: 3 }),
    now: momentsOf2026,
    conversationId: fc.nat(1000),
  })
  .map(({ people, teams, matter, history, now, ...drawn }): Case => {
    const teammates = people.map((one, n) => teammateOf(one, n, now))
    const membersOf = (name: (typeof teamNames)[number]) =>
      teammates.filter((_, n) => people[n]?.teams.includes(name)).map((member) => member.id)
    const owner = matter.owner !== null && matter.owner < people.length ? id(`t${matter.owner}`) : null
    const about = topic('matter', {
      match: { words: ['parcel'] },
      teams: owner ? [] : matter.teams,
      owner,
      authority: matter.authority,
      skill: matter.skill,
      weight: matter.weight,
      method: matter.method,
    })
    const latestOf = ({ name, latest }: (typeof teams)[number]) => {
      const members = membersOf(name)
      const one = members[latest]
      return one ? followingAfter(members, one) : []
    }
    return {
      now,
      facts: facts({
        conversation: {
          id: `c${drawn.conversationId}`,
          preview: history.greeted === null ? null : `Hello ${FIRST_NAMES[history.greeted]}`,
          language: matter.language,
          missiveTeamId: drawn.inbox && `missive-${drawn.inbox}`,
          waitingSince: drawn.waitedMinutes === null ? null : new Date(+now - drawn.waitedMinutes * MINUTE_MS),
          urgencySetByPerson: matter.urgency,
          hadToWait: drawn.hadToWait,
          isWithEveryone: drawn.isWithEveryone,
        },
        rules: rules({
          teammates,
          teams: teams.map(({ latest: _, ...rest }) => team({ ...rest, members: membersOf(rest.name) })),
          topics: matter.hasTopic ? [about] : [],
          floodLimit: drawn.floodLimit,
          relationships: {
            slack: drawn.slack,
            previousOwnerWithinMs: 10 * DAY_MS,
            accounts: accountsOf(matter, people.length),
          },
          escalation: { chain: drawn.chain, words: [] },
        }),
        loads: Object.fromEntries(people.map((one, n) => [`t${n}`, loadOf(one, now)])),
        relations: relationsOf(history, now),
        turns: Object.fromEntries(teams.map((one) => [one.name, latestOf(one)])),
      }),
    }
  })
