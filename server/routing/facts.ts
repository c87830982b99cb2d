import type { Access } from '../../shared/access'
import type { Method, Urgency } from '../../shared/decision'
import type { ConversationId, MissiveTeamId, TeammateId, TeamName } from '../../shared/ids'
import type { Address } from '../../shared/message'

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'

/**
 * One stretch of a weekly plan; minutes from the midnight that starts `day`, `endMinute` past 1440 when it runs past
 * midnight.
 */
export interface Span {
  day: Weekday
  startMinute: number
  endMinute: number
}

/** A weekly plan in its own time zone (IANA name). No spans: never there. */
export interface Schedule {
  timeZone: string
  spans: readonly Span[]
}

/** A stretch when a teammate does not work: `from` included, `to` not. */
export interface Away {
  from: Date
  to: Date
  reason: string | null
}

export interface Teammate {
  id: TeammateId
  /** Name in the rules document, or null for a member that it does not name. */
  ruleName: string | null
  name: string
  email: string
  schedule: Schedule
  capacity: number
  away: readonly Away[]
  access: Access
}

export type Mode = 'shadow' | 'route'

export interface Team {
  name: TeamName
  /** Missive's name of it. */
  label: string
  missiveTeamId: MissiveTeamId
  /** In the order of the document, or of Missive when it names none. */
  members: readonly TeammateId[]
  method: Method
  backup: TeamName | null
  /** What working time means for its targets; null: whenever any member works. */
  hours: Schedule | null
  mode: Mode
}

/** Conditions that must all hold; within one list, any. Text as the document writes it. */
export interface Match {
  words?: readonly string[]
  subject?: readonly string[]
  label?: readonly string[]
  from?: readonly string[]
  to?: readonly string[]
  any?: readonly Match[]
}

export interface Topic {
  name: string
  match: Match
  /** Null: the conversation's own team, else the general one. */
  team: TeamName | null
  /** Drafts *What's needed*; null: no draft. */
  needs: string | null
}

/**
 * A promise: how long a first response may take, on the clock, in time that the team works, or in days on which it
 * works.
 */
export type Target =
  | { kind: 'plain'; ms: number }
  | { kind: 'working time'; ms: number }
  | { kind: 'working days'; days: number }

/**
 * The rules document, checked and tied to the people and teams that Missive has. Plain data: equal rules give equal
 * decisions. Every team and teammate that is named within is there. What is compiled from `topics`, `teammates` and
 * schedules is kept for as long as these objects live, so they are never changed in place.
 */
export interface Rules {
  version: number
  /** For what is said to everybody, and for teams. */
  timeZone: string
  /** Takes what no topic claims; null: it rests, because Missive does not have it. */
  generalTeam: TeamName | null
  /** No new work for who has less than this left of the day. */
  shiftEndMarginMs: number
  teams: readonly Team[]
  /** Everyone whom Missive has, member of a team or not. */
  teammates: readonly Teammate[]
  topics: readonly Topic[]
  urgency: { default: Urgency; targets: Readonly<Record<Urgency, Target>> }
  noOwnerNeeded: readonly Match[]
}

export interface ConversationFacts {
  id: ConversationId
  subject: string | null
  /** The first 140 or so characters of the latest message; Missive sends no more. */
  preview: string | null
  from: Address | null
  replyTo: readonly Address[]
  to: readonly Address[]
  labels: readonly { id: string; path: string }[]
  missiveTeamId: MissiveTeamId | null
  ownerId: TeammateId | null
  isClosed: boolean
  isTrashed: boolean
  isJunk: boolean
  isPrivate: boolean
  /**
   * When the customer began to wait for us: their first message since our last. Null: waiting on the customer, or
   * unknown.
   */
  waitingSince: Date | null
}

export interface LoadFacts {
  openLoad: number
  /** Null: never given work by Baton. */
  lastGivenWorkAt: Date | null
}

/** Everything that a decision may look at, as one plain value. */
export interface Facts {
  conversation: ConversationFacts
  rules: Rules
  /** Who is missing here owns nothing. */
  loads: Readonly<Record<TeammateId, LoadFacts>>
  /** Round robin: who of the team got the latest conversation by this method. */
  turns: Readonly<Record<TeamName, TeammateId>>
}
