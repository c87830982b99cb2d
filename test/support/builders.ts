import type {
  ConversationFacts,
  Facts,
  LoadFacts,
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
})

/** Never off, so that a test about something else need not mind the time. */
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
  backup: null,
  hours: null,
  mode: 'route',
  ...rest,
})

export const topic = (name: string, rest: Partial<Topic>): Topic => ({
  name,
  match: {},
  team: null,
  needs: null,
  ...rest,
})

const MINUTE_MS = 60_000

export const rules = (rest: Partial<Rules>): Rules => ({
  version: 7,
  timeZone: 'Europe/Paris',
  generalTeam: 'support',
  shiftEndMarginMs: 15 * MINUTE_MS,
  teams: [team({ members: (rest.teammates ?? []).map((member) => member.id) })],
  teammates: [],
  topics: [],
  urgency: {
    default: 'normal',
    targets: {
      urgent: { kind: 'plain', ms: 15 * MINUTE_MS },
      high: { kind: 'plain', ms: 60 * MINUTE_MS },
      normal: { kind: 'working time', ms: 240 * MINUTE_MS },
      low: { kind: 'working days', days: 2 },
    },
  },
  noOwnerNeeded: [],
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
  isClosed: false,
  isTrashed: false,
  isJunk: false,
  isPrivate: false,
  waitingSince: null,
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
  loads?: Record<string, number | LoadFacts>
  turns?: Record<string, string>
}

export const facts = ({ conversation: mail, rules: given, teammates = [], loads = {}, turns = {} }: Desk): Facts => ({
  conversation: conversation(mail),
  rules: given ?? rules({ teammates }),
  loads: Object.fromEntries(
    Object.entries(loads).map(([name, load]) => [
      name,
      typeof load === 'number' ? { openLoad: load, lastGivenWorkAt: null } : load,
    ]),
  ),
  turns: Object.fromEntries(Object.entries(turns).map(([name, latest]) => [name, id(latest)])),
})
