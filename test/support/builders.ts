import type {
  Account,
  Away,
  ConversationFacts,
  Facts,
  LoadFacts,
  Relations,
  Rules,
  Schedule,
  Team,
  Teammate,
  Topic,
} from '../../server/routing/facts'
import { Hours } from '../../server/rules/formats'
import type { ConversationId, MissiveTeamId, TeammateId } from '../../shared/ids'

/** Ids as plain text: `id('ana')`. */
export const id = (text: string) => text as TeammateId & ConversationId & MissiveTeamId

/** A weekly plan as the rules document writes it. */
export const hours = (plan: Record<string, string>, timeZone = 'Europe/Paris'): Schedule => ({
  timeZone,
  spans: Hours.parse(plan),
  holidays: null,
})

/** Never off, so that a test about something else need not mind the time. */
/** A moment in Paris: of the week of Monday 23 November 2026 (`at('mon 11:00')`), or of any date. */
export const at = (text: string): Date => {
  const [day = '', time = ''] = text.split(' ')
  const weekday = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].indexOf(day)
  return new Date(`${weekday === -1 ? day : `2026-11-${23 + weekday}`}T${time}+01:00`)
}

/** An absence between two such moments. */
export const away = (from: string, to: string, reason: string | null = null): Away => ({
  from: at(from),
  to: at(to),
  reason,
})

export const always: Schedule = hours({ 'mon-sun': '00:00-24:00' })
export const officeHours: Schedule = hours({ 'mon-fri': '09:00-17:00' })

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

type Ids<Value, Keys extends keyof Value> = Omit<Partial<Value>, Keys> & { [Key in Keys]?: string | null }

export const teammate = ({ id: name, ...rest }: Ids<Teammate, 'id'> & { id: string }): Teammate => ({
  id: id(name),
  ruleName: name,
  name: capitalized(name),
  email: `${name}@harborpine.example`,
  schedule: always,
  capacity: 15,
  away: [],
  skills: [],
  languages: null,
  authority: 'agent',
  access: 'member',
  ...rest,
})

export const team = ({
  name = 'support',
  members = [],
  ...rest
}: Omit<Partial<Team>, 'members'> & { members?: string[] }): Team => ({
  name,
  label: capitalized(name),
  missiveTeamId: id(`missive-${name}`),
  members: members.map(id),
  method: 'least_busy',
  skipAway: true,
  backup: null,
  escalatesTo: null,
  channel: null,
  hours: null,
  mode: 'route',
  ownerAbsent: null,
  ...rest,
})

export const topic = (name: string, rest: Partial<Topic>): Topic => ({
  name,
  match: {},
  teams: [],
  owner: null,
  authority: 'agent',
  skill: null,
  weight: 1,
  urgency: null,
  needs: null,
  templates: [],
  method: null,
  ...rest,
})

export const account = (name: string, rest: Partial<Account>): Account => ({
  name,
  kind: name.includes('@') ? 'email' : 'domain',
  owner: null,
  team: null,
  urgency: null,
  mode: 'prefer',
  ...rest,
})

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

type Sections = 'urgency' | 'relationships' | 'handoff' | 'clock' | 'escalation'
/** Within a section only what matters, too. */
type RulesGiven = Partial<Omit<Rules, Sections>> & { [Key in Sections]?: Partial<Rules[Key]> }

export const rules = ({ urgency, relationships, handoff, clock, escalation, ...rest }: RulesGiven): Rules => ({
  version: 7,
  timeZone: 'Europe/Paris',
  generalTeam: 'support',
  shiftEndMarginMs: 15 * MINUTE_MS,
  floodLimit: 5,
  snoozedWeight: 0,
  teams: [team({ members: (rest.teammates ?? []).map((member) => member.id) })],
  teammates: [],
  topics: [],
  urgency: {
    default: 'normal',
    raise: [],
    pauseSnoozed: true,
    color: {},
    targets: {
      urgent: { kind: 'plain', ms: 15 * MINUTE_MS },
      high: { kind: 'plain', ms: 60 * MINUTE_MS },
      normal: { kind: 'working time', ms: 240 * MINUTE_MS },
      low: { kind: 'working days', days: 2 },
    },
    ...urgency,
  },
  relationships: { slack: 3, previousOwnerWithinMs: 90 * DAY_MS, accounts: [], ...relationships },
  noOwnerNeeded: [],
  handoff: { silentAssignment: 'ask', routedNote: 'full', pingPongWindowMs: 7 * DAY_MS, ...handoff },
  clock: {
    remindAt: 0.75,
    followUp: { after: { kind: 'working days', days: 1 }, escalateAfter: { kind: 'working days', days: 1 } },
    ownerAbsent: { after: { kind: 'plain', ms: 120 * MINUTE_MS }, action: 'reassign', move: 'at_risk', byUrgency: {} },
    acceptWithin: null,
    ...clock,
  },
  escalation: { chain: [], words: [], ...escalation },
  ...rest,
})

export const conversation = (
  rest: Ids<ConversationFacts, 'id' | 'missiveTeamId' | 'ownerId'> = {},
): ConversationFacts => ({
  subject: 'Where is my parcel?',
  preview: null,
  from: { name: 'Dana Whitfield', address: 'dana.whitfield@customer.example' },
  replyTo: [],
  to: [{ name: null, address: 'support@harborpine.example' }],
  labels: [],
  channel: 'email',
  language: null,
  messages: 1,
  wasReopened: false,
  receivedAt: null,
  isClosed: false,
  isTrashed: false,
  isJunk: false,
  isPrivate: false,
  waitingSince: null,
  stoodStill: [],
  topicSetByPerson: null,
  urgencySetByPerson: null,
  urgencyBefore: null,
  isWanted: false,
  noOwnerReason: null,
  hadToWait: false,
  isWithEveryone: false,
  ...rest,
  id: id(rest.id ?? 'c1'),
  missiveTeamId: rest.missiveTeamId ? id(rest.missiveTeamId) : null,
  ownerId: rest.ownerId ? id(rest.ownerId) : null,
})

interface Desk {
  conversation?: Parameters<typeof conversation>[0]
  rules?: Rules
  /** Shorthand for `rules` with these people in Support. */
  teammates?: Teammate[]
  /** Open load, or more of it, by teammate. */
  loads?: Record<string, number | Partial<LoadFacts>>
  turns?: Record<string, string[]>
  relations?: Partial<Relations>
}

const load = (given: number | Partial<LoadFacts>): LoadFacts => {
  const rest = typeof given === 'number' ? { openLoad: given } : given
  return { openLoad: 0, conversations: rest.openLoad ?? 0, lastGivenWorkAt: null, drainedAt: [], ...rest }
}

export const relations = (rest: Partial<Relations> = {}): Relations => ({
  owners: [],
  startedBy: null,
  ownersOfOthers: [],
  handledLast: null,
  gaveAway: [],
  ...rest,
})

export const facts = ({
  conversation: mail,
  rules: given,
  teammates = [],
  loads = {},
  turns = {},
  relations: known,
}: Desk): Facts => ({
  conversation: conversation(mail),
  rules: given ?? rules({ teammates }),
  loads: Object.fromEntries(Object.entries(loads).map(([name, given]) => [name, load(given)])),
  relations: relations(known),
  turns: Object.fromEntries(Object.entries(turns).map(([name, following]) => [name, following.map(id)])),
})
