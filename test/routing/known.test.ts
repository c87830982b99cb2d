import { describe, expect, it } from 'vitest'
import { decide } from '../../server/routing/decide'
import type { Account, Facts, Relations, Rules } from '../../server/routing/facts'
import type { ConversationId, TeammateId } from '../../shared/ids'
import { account, at, facts, id, officeHours, rules, team, teammate, topic } from '../support/builders'

const now = at('mon 11:00')
const people = [
  teammate({ id: 'ana', name: 'Ana Souza' }),
  teammate({ id: 'ben', name: 'Ben Okafor' }),
  teammate({ id: 'cleo', name: 'Cleo Rossi', authority: 'lead', skills: ['api'] }),
  teammate({ id: 'dan', name: 'Dan Ito' }),
  teammate({ id: 'wes', name: 'Wes Watcher' }),
  teammate({ id: 'lee', name: 'Lee Loner' }),
]
const teams = [
  team({ members: ['ana', 'ben'] }),
  team({ name: 'billing', members: ['cleo', 'dan'] }),
  team({ name: 'sales', members: ['wes'], mode: 'shadow' }),
]
const desk = (rest: Parameters<typeof rules>[0] = {}): Rules => rules({ teammates: people, teams, ...rest })

interface Known {
  relations?: Partial<Relations>
  accounts?: Account[]
  mail?: Parameters<typeof facts>[0]['conversation']
  loads?: Parameters<typeof facts>[0]['loads']
  rest?: Parameters<typeof rules>[0]
}

const decided = ({ relations, accounts = [], mail, loads, rest }: Known) =>
  decide(facts({ rules: desk({ relationships: { accounts }, ...rest }), relations, conversation: mail, loads }), now)
const chosen = (known: Known) => {
  const { outcome, gates } = decided(known)
  return [
    outcome.kind === 'assign' ? `${outcome.to} by ${outcome.chosenBy}` : outcome.kind,
    gates.find(({ gate }) => gate === 'known teammate')?.sentence,
  ]
}

const other = (name: string, moment: string) => ({ teammateId: id(name), lastActivityAt: at(moment) })
const last = (name: string, moment: string) => ({ teammateId: id(name), at: at(moment) })
const to = (address: string) => ({ to: [{ name: null, address }] })

/** The six signals, the strongest first; each speaks for somebody else. */
const signals: Known[] = [
  { accounts: [account('customer.example', { owner: id('cleo') })] },
  { relations: { owners: [id('dan')] } },
  { relations: { startedBy: id('ben') } },
  { relations: { ownersOfOthers: [other('ana', 'mon 09:00')] } },
  { relations: { handledLast: last('cleo', '2026-10-01 09:00') } },
  { mail: to('dan@harborpine.example') },
]
const merged = (some: Known[]): Known =>
  some.reduceRight<Known>(
    (all, one) => ({
      relations: { ...all.relations, ...one.relations },
      accounts: one.accounts ?? all.accounts ?? [],
      mail: { ...all.mail, ...one.mail },
    }),
    {},
  )

describe('who knows a conversation or its customer gets it', () => {
  it.each<[Known, string, string]>([
    [signals[0]!, 'cleo', 'Cleo looks after customer.example – 0 of 15.'],
    [signals[1]!, 'dan', 'Dan owned it before – 0 of 15.'],
    [signals[2]!, 'ben', 'Ben started the thread – 0 of 15.'],
    [signals[3]!, 'ana', 'Ana has another open conversation of this customer – 0 of 15.'],
    [signals[4]!, 'cleo', 'Cleo handled this customer last – 0 of 15.'],
    [signals[5]!, 'dan', 'Dan is addressed in the mail – 0 of 15.'],
  ])('%o', (known, name, sentence) => {
    const loads = { [name]: 2 }
    expect(chosen({ ...known, loads })).toEqual([`${name} by known teammate`, sentence.replace('0 of', '2 of')])
  })

  it.each([0, 1, 2, 3, 4])('by the strongest signal, of those from number %i on', (from) => {
    const strongest = decided(signals[from]!).outcome
    expect(decided(merged(signals.slice(from))).outcome).toMatchObject({
      to: strongest.kind === 'assign' && strongest.to,
    })
  })

  it('from another team, and the note says why', () => {
    expect(decided(signals[0]!).outcome).toEqual({
      kind: 'assign',
      to: 'cleo',
      chosenBy: 'known teammate',
      method: 'least_busy',
      sentence: 'Support takes what no other team gets; Cleo looks after customer.example and is there (0 of 15).',
    })
    expect(decided(signals[0]!).verdicts.map(({ teammateId, code }) => [teammateId, code])).toEqual([
      ['ana', 'eligible'],
      ['ben', 'eligible'],
      ['cleo', 'eligible'],
    ])
  })

  it('else the next who does, and those passed over are said', () => {
    const known = { relations: { owners: [id('cleo'), id('ben')], startedBy: id('dan') } }
    expect(chosen({ ...known, loads: { cleo: 15 } })).toEqual([
      'ben by known teammate',
      'Cleo owned it before – at capacity: 15 of 15; Ben owned it before – 0 of 15; Dan started the thread – 0 of 15.',
    ])
  })

  it('nobody does', () => {
    expect(chosen({})).toEqual(['ana by the method', 'Nobody here knows this conversation or its customer.'])
  })
})

describe('a signal counts', () => {
  it.each<[string, Known, string]>([
    [
      'for three days, of another conversation',
      { relations: { ownersOfOthers: [other('ben', '2026-11-20 11:00')] } },
      'ben',
    ],
    ['no longer after that', { relations: { ownersOfOthers: [other('ben', '2026-11-20 10:59')] } }, 'ana'],
    ['within previous_owner_within', { relations: { handledLast: last('ben', '2026-08-25 11:00') } }, 'ben'],
    ['no longer after that', { relations: { handledLast: last('ben', '2026-08-25 10:59') } }, 'ana'],
    ['not for who has left Missive', { relations: { owners: [id('gone')], startedBy: id('ben') } }, 'ben'],
    ['not for people of a team that is only watched', { relations: { owners: [id('wes')] } }, 'ana'],
    ['not for people of no team', { relations: { owners: [id('lee')] } }, 'ana'],
    [
      'for the account of the address, before that of the domain',
      {
        accounts: [
          account('customer.example', { owner: id('cleo') }),
          account('dana.whitfield@customer.example', { owner: id('ben') }),
        ],
      },
      'ben',
    ],
  ])('%s: %o', (_, known, name) => {
    expect(decided(known).outcome).toMatchObject({ to: name })
  })

  it('also for people of the watched team itself, when it is theirs', () => {
    const watched = { mail: { missiveTeamId: 'missive-sales' }, relations: { owners: [id('wes')] } }
    expect(decided(watched).outcome).toMatchObject({ to: 'wes', chosenBy: 'known teammate' })
  })
})

describe('a mail speaks to somebody', () => {
  it.each<[string, Known['mail'], string | null, string]>([
    ['by address', to('BEN@HarborPine.example'), 'ben', 'Ben is addressed in the mail – 0 of 15.'],
    ['by full name', { preview: 'Please forward this to Bén Okafor.' }, 'ben', 'Ben is named in the mail – 0 of 15.'],
    ['by full name in the subject', { subject: 'For Ben Okafor' }, 'ben', 'Ben is named in the mail – 0 of 15.'],
    ['by a greeting', { preview: 'Hello dear Ben, where is it?' }, 'ben', 'Ben is greeted in the mail – 0 of 15.'],
    ['not by a first name further on', { preview: 'I already asked your colleague Ben' }, null, ''],
    ['not by a part of a name', { preview: 'Benjamin here' }, null, ''],
    ['not by the sender', { from: { name: 'Ben Okafor', address: 'ben.okafor@customer.example' } }, null, ''],
  ])('%s', (_, mail, name, sentence) => {
    expect(chosen({ mail, loads: { ben: 1 } })).toEqual(
      name
        ? [`${name} by known teammate`, sentence.replace('0 of', '1 of')]
        : ['ana by the method', 'Nobody here knows this conversation or its customer.'],
    )
  })

  it('not by a name that two of them have', () => {
    const twins = [...people.slice(0, 2), teammate({ id: 'ben2', name: 'Ben Lima' })]
    const both = rules({ teammates: twins, teams: [team({ members: ['ana', 'ben', 'ben2'] })] })
    const greeted = facts({ rules: both, conversation: { preview: 'Hi Ben' }, loads: { ben: 1, ben2: 1 } })
    expect(decide(greeted, now).outcome).toMatchObject({ to: 'ana' })
  })
})

describe('a known teammate is passed over', () => {
  const owner = { relations: { owners: [id('cleo')] } }
  const asleep = people.map((one) => (one.name.startsWith('Cleo') ? { ...one, schedule: officeHours } : one))

  it.each<[string, Known, string]>([
    ['at capacity', { ...owner, loads: { cleo: 15 } }, 'Cleo owned it before – at capacity: 15 of 15.'],
    [
      'more than slack above the least busy of the team',
      { ...owner, loads: { cleo: 6, ana: 2, ben: 5 } },
      'Cleo owned it before – 6 of 15, more than 3 above the least busy.',
    ],
    [
      'who gave it away',
      { relations: { ...owner.relations, gaveAway: [last('cleo', 'mon 10:00')] } },
      'Cleo owned it before – gave it away at 10:00.',
    ],
    [
      'without the authority',
      {
        relations: { owners: [id('dan')] },
        mail: { subject: 'Contract' },
        rest: { topics: [topic('contract', { match: { words: ['contract'] }, authority: 'lead' })] },
      },
      'Dan owned it before – may not decide this: it needs authority lead.',
    ],
    [
      'who has had their share of the backlog',
      {
        ...owner,
        mail: { hadToWait: true },
        loads: { cleo: { drainedAt: [1, 2, 3, 4, 5].map((minute) => at(`mon 10:5${minute}`)) } },
      },
      'Cleo owned it before – had 5 of the backlog in ten minutes, next at 11:01.',
    ],
  ])('%s', (_, known, sentence) => {
    expect(chosen(known)[1]).toBe(sentence)
    expect(decided(known).outcome).not.toMatchObject({ chosenBy: 'known teammate' })
  })

  it('who is absent', () => {
    const sunday = facts({ rules: desk({ teammates: asleep }), ...owner })
    const decision = decide(sunday, at('sun 11:00'))
    expect(decision.outcome).toMatchObject({ to: 'ana' })
    expect(decision.gates).toContainEqual({
      gate: 'known teammate',
      sentence: 'Cleo owned it before – off hours, back Mon 09:00.',
    })
    expect(decision.verdicts).toContainEqual(expect.objectContaining({ teammateId: 'cleo', code: 'off hours' }))
  })

  it('who lives by another clock, and the place is said', () => {
    const tokyo = people.map((one) => ({ ...one, schedule: { ...officeHours, timeZone: 'Asia/Tokyo' } }))
    const abroad = people.map((one, index) => (one.name.startsWith('Cleo') ? tokyo[index]! : one))
    const decision = decide(facts({ rules: desk({ teammates: abroad }), ...owner }), now)
    expect(decision.gates).toContainEqual({
      gate: 'known teammate',
      sentence: 'Cleo owned it before – off hours, back Tue 09:00 in Tokyo.',
    })
  })

  it('not for lack of skill or language', () => {
    const technical = topic('technical', { match: { words: ['webhook'] }, skill: 'api', teams: ['billing'] })
    const mail = { subject: 'Webhook', language: 'fr' }
    const english = people.map((one) => ({ ...one, languages: ['en'] }))
    const known = facts({
      rules: desk({ topics: [technical], teammates: english }),
      relations: { owners: [id('ben')] },
      conversation: mail,
    })
    expect(decide(known, now).outcome).toMatchObject({ to: 'ben', chosenBy: 'known teammate' })
  })

  it('with a load just within slack is not', () => {
    expect(decided({ ...owner, loads: { cleo: 5, ana: 2, ben: 5 } }).outcome).toMatchObject({ to: 'cleo' })
  })

  it('with any load is not, when nobody of the team is eligible', () => {
    expect(decided({ ...owner, loads: { cleo: 14, ana: 15, ben: 15 } }).outcome).toMatchObject({ to: 'cleo' })
  })

  it('is not when it is urgent, except who is absent or may not decide it', () => {
    const urgent = { mail: { urgencySetByPerson: 'urgent' as const } }
    expect(decided({ ...owner, ...urgent, loads: { cleo: 40 } }).outcome).toMatchObject({ to: 'cleo' })
    const sunday = facts({ rules: desk({ teammates: asleep }), ...owner, conversation: urgent.mail })
    expect(decide(sunday, at('sun 11:00')).outcome).toMatchObject({ to: 'ana' })
  })
})

describe('where people share by themselves nobody is preferred', () => {
  it.each(['all_at_once', 'claim'] as const)('by %s', (method) => {
    const shared = desk({ teams: [team({ members: ['ana', 'ben'], method }), ...teams.slice(1)] })
    const { outcome, gates } = decide(facts({ rules: shared, relations: { owners: [id('ben')] } }), now)
    expect(outcome.kind).toBe(method === 'claim' ? 'wait' : 'assign all')
    expect(gates.map(({ gate }) => gate)).not.toContain('known teammate')
  })
})

describe('while nobody is free', () => {
  const night: Facts = facts({
    rules: desk({
      teammates: people.map((one, index) => ({
        ...one,
        schedule:
          index === 2
            ? { ...officeHours, spans: officeHours.spans.map((span) => ({ ...span, startMinute: 7 * 60 })) }
            : officeHours,
      })),
    }),
    conversation: { waitingSince: at('sun 10:00') },
    relations: { owners: [id('cleo')] },
  })

  it('it is decided again when who knows it comes, before the team does', () => {
    expect(decide(night, at('sun 11:00')).outcome).toMatchObject({
      kind: 'wait',
      sentence: 'Everyone of Support is off until Mon 09:00.',
      decideAgainAt: at('2026-11-30 07:00'),
      next: [
        { at: at('2026-11-30 07:00'), sentence: 'Cleo starts' },
        { at: at('2026-11-30 13:00'), sentence: 'the first response is due' },
      ],
    })
    expect(decide(night, at('2026-11-30 07:00')).outcome).toMatchObject({ kind: 'assign', to: 'cleo' })
  })

  it('and a moment later nothing else is promised', () => {
    const { outcome } = decide({ ...night, relations: { ...night.relations, owners: [] } }, at('sun 11:00'))
    expect(outcome).toMatchObject({ decideAgainAt: at('2026-11-30 09:00') })
  })
})

it('ids of conversations and teammates never mix', () => {
  const mixed = { relations: { owners: ['c1' as ConversationId as unknown as TeammateId] } }
  expect(decided(mixed).outcome).toMatchObject({ chosenBy: 'the method' })
})
