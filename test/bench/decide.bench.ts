import { it } from 'vitest'
import { decide, suggest } from '../../server/routing/decide'
import type { Facts } from '../../server/routing/facts'
import { account, at, away, facts, hours, id, rules, team, teammate, topic } from '../support/builders'
import { median, print, quantile } from './support'

const ROUNDS = 2000
const OPEN_CONVERSATIONS = 5000
const zones = ['Europe/Paris', 'Africa/Lagos', 'Asia/Tokyo', 'America/New_York']
/** Shared, as those of equal hours are when rules are resolved. */
const plans = zones.map((zone) => hours({ 'mon-fri': '09:00-17:00' }, zone))
const skills = ['api', 'refund', 'shipping']
const languages = [null, ['en'], ['en', 'fr'], ['de']]
const MAIL =
  'It should have come on Monday, I still wait for it, and nobody at the parcel service could tell me where it is now. '

interface Size {
  teammates: number
  /** With two words or phrases each. */
  topics: number
  mailLength: number
}

const WHOLE: Size = { teammates: 200, topics: 1000, mailLength: 140 }

const peopleOf = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    teammate({
      id: `t${n}`,
      name: `Name${n} Family${n}`,
      capacity: 60,
      schedule: plans[n % plans.length],
      skills: skills.slice(0, n % 4),
      languages: languages[n % languages.length],
      authority: n % 10 === 0 ? 'lead' : 'agent',
      away: n % 15 === 0 ? [away('mon 00:00', 'fri 00:00', 'holiday')] : [],
    }),
  )

const topicsOf = (count: number) => [
  ...Array.from({ length: count - 1 }, (_, n) =>
    topic(`topic${n}`, { match: { words: [`word${n}`, `phrase number ${n}`] } }),
  ),
  topic('parcel', {
    match: { all: [{ words: ['parcel'] }, { not: { words: ['piano'] } }] },
    skill: 'shipping',
    weight: 2,
  }),
]

/** One team that everybody is in, with customers, history and rules of every kind. */
const deskOf = ({ teammates, topics, mailLength }: Size): Facts => {
  const people = peopleOf(teammates)
  const members = people.map((one) => one.id)
  const load = Math.round(OPEN_CONVERSATIONS / 200)
  return facts({
    rules: rules({
      teammates: people,
      teams: [team({ members, backup: 'billing' }), team({ name: 'billing', members: members.slice(0, 20) })],
      topics: topicsOf(topics),
      urgency: { raise: [{ to: 'high', when: { words: ['asap', 'outage'] } }] },
      escalation: { words: ['lawyer', 'unacceptable'], chain: [{ kind: 'authority', level: 'lead' }] },
      noOwnerNeeded: [{ subject: ['out of office'] }, { from: ['bounce@'] }],
      relationships: {
        accounts: Array.from({ length: 500 }, (_, n) => account(`customer${n}.example`, { owner: id(`t${n % 40}`) })),
      },
    }),
    loads: Object.fromEntries(
      members.map((member, n) => [member, { openLoad: load - 15 + (n % 31), lastGivenWorkAt: null }]),
    ),
    relations: {
      owners: [id('t3')],
      ownersOfOthers: [{ teammateId: id('t7'), lastActivityAt: at('mon 09:00') }],
      handledLast: { teammateId: id('t9'), at: at('2026-11-01 09:00') },
      gaveAway: [{ teammateId: id('t3'), at: at('mon 09:00') }],
    },
    conversation: {
      // Begins as all of the topics' words do, and has none of them.
      subject: 'A word about my parcel: phrase number?',
      preview: MAIL.repeat(Math.ceil(mailLength / MAIL.length)).slice(0, mailLength),
      language: 'en',
      from: { name: 'Dana Whitfield', address: 'dana@customer400.example' },
      waitingSince: at('mon 10:00'),
    },
  })
}

const measure = (work: () => unknown): number[] => {
  for (let round = 0; round < 300; round++) work()
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now()
    work()
    return performance.now() - started
  })
  return [median(times), quantile(times, 0.95)]
}

const MONDAY = at('mon 11:00')
const SATURDAY = at('sat 13:00')
const changed = (desk: Facts, conversation: Partial<Facts['conversation']>): Facts => ({
  ...desk,
  conversation: { ...desk.conversation, ...conversation },
})

it('decides', () => {
  const desk = deskOf(WHOLE)
  const nobodyKnown = { ...desk, relations: { ...desk.relations, owners: [], ownersOfOthers: [], handledLast: null } }
  const row = (name: string, work: () => unknown) => [name, ...measure(work)]
  const waiting = { waitingSince: at('sat 12:55') }
  print(`decide: 200 teammates, 1,000 topics, 500 accounts, 5,000 open conversations; ${ROUNDS} rounds each, ms`, [
    ['', 'median', 'p95'],
    row('a known teammate gets it', () => decide(desk, MONDAY)),
    row('the least busy with the skill gets it', () => decide(nobodyKnown, MONDAY)),
    row('urgent', () => decide(changed(desk, { urgencySetByPerson: 'urgent' }), MONDAY)),
    row('it waits until Monday, everyone off', () => decide(changed(nobodyKnown, waiting), SATURDAY)),
    row('it needs attention, everyone off', () =>
      decide(changed(nobodyKnown, { ...waiting, urgencySetByPerson: 'high' }), SATURDAY),
    ),
    row('left alone: it has an owner', () => decide(changed(desk, { ownerId: id('t1') }), MONDAY)),
    row('suggestions', () => suggest(desk, MONDAY)),
  ])
})

const doubled = (from: number, times: number) => Array.from({ length: times + 1 }, (_, n) => from * 2 ** n)

it('costs no more than twice as much for twice as much', () => {
  const growth = (name: string, key: keyof Size, values: number[]) => {
    const medians = values.map((value) => {
      const desk = deskOf({ ...WHOLE, [key]: value })
      return measure(() => decide(desk, MONDAY))[0] ?? Number.NaN
    })
    print(`decide by ${name}, else as above; ms`, [
      [name, 'median', 'times the one before'],
      ...values.map((value, n) => [
        `${value}`,
        medians[n] ?? 0,
        n === 0 ? '' : (medians[n] ?? 0) / (medians[n - 1] ?? 1),
      ]),
    ])
  }
  growth('teammates', 'teammates', doubled(50, 4))
  growth('topics', 'topics', [...doubled(125, 6)])
  growth('characters of the preview', 'mailLength', doubled(70, 6))
})
