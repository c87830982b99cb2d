import type { Access } from '../../shared/access'
import type { NoOwnerReason } from '../../shared/act-api'
import type { Authority, Method, Urgency } from '../../shared/decision'
import type { ConversationId, MissiveTeamId, TeammateId, TeamName } from '../../shared/ids'
import type { Address } from '../../shared/message'
import type { Still } from './deadline'

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
  /** Country or country-region ("IT", "DE-BY") whose public holidays are days off; null: none. */
  holidays: string | null
}

/** A stretch when a teammate does not work: `from` included, `to` not; null: until they say otherwise. */
export interface Away {
  from: Date
  to: Date | null
  reason: string | null
  /** When Baton came to know of it; left out: before it began. */
  knownAt?: Date
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
  skills: readonly string[]
  /** ISO 639-1; null: any. */
  languages: readonly string[] | null
  authority: Authority
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
  /** False: who is away gets work too; hours still hold. */
  skipAway: boolean
  backup: TeamName | null
  /** The next tier. */
  escalatesTo: TeamName | null
  /** Missive's id of the conversation that gets the team's notices. */
  channel: ConversationId | null
  /** What working time means for its targets; null: whenever any member works. */
  hours: Schedule | null
  mode: Mode
  /** What of `clock.ownerAbsent` is otherwise for its mail; null: nothing. Where both speak of an urgency, the team wins. */
  ownerAbsent: (Partial<OwnerAbsent> & Pick<ClockRules['ownerAbsent'], 'byUrgency'>) | null
}

/** Conditions that must all hold; within one list, any. Text as the document writes it. */
export interface Match {
  any?: readonly Match[]
  all?: readonly Match[]
  not?: Match
  words?: readonly string[]
  subject?: readonly string[]
  label?: readonly string[]
  from?: readonly string[]
  to?: readonly string[]
  domain?: readonly string[]
  team?: readonly TeamName[]
  channel?: readonly string[]
  /** ISO 639-1. */
  language?: readonly string[]
  phone?: readonly string[]
  /** Domains or e-mail addresses as `relationships.accounts` names them. */
  account?: readonly string[]
  /** At least so many. */
  messages?: number
  reopened?: boolean
  /** Whether it came while the team whose inbox it is in (else the general team) works. */
  received?: 'working' | 'off hours'
}

export interface Topic {
  name: string
  match: Match
  /** The first where somebody is at work. Empty: the conversation's own team, else the general one. */
  teams: readonly TeamName[]
  /** A person instead of a team: only they get it, until its target nears. */
  owner: TeammateId | null
  /** Only who has it may decide this. */
  authority: Authority
  skill: string | null
  /** How much it counts as load. */
  weight: number
  /** At least so urgent; null: says nothing. */
  urgency: Urgency | null
  /** Drafts *What's needed*; null: no draft. */
  needs: string | null
  templates: readonly string[]
  /** Instead of the team's; null: the team's. */
  method: Method | null
}

/** A customer that somebody looks after: everyone of a domain, or one address. */
export interface Account {
  /** As the document writes it: its domain or its e-mail address, in lower case. */
  name: string
  kind: 'domain' | 'email'
  owner: TeammateId | null
  team: TeamName | null
  /** At least so urgent; null: says nothing. */
  urgency: Urgency | null
  /** `require`: nobody else gets it until its target nears. */
  mode: 'prefer' | 'require'
}

export type ChainStep =
  | { kind: 'authority'; level: Authority }
  | { kind: 'teammate'; id: TeammateId }
  | { kind: 'team'; name: TeamName }

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
  /** Of conversations that had to wait, so many go to one teammate in ten minutes. */
  floodLimit: number
  /** How much of its weight a snoozed conversation counts as load. */
  snoozedWeight: number
  teams: readonly Team[]
  /** Everyone whom Missive has, member of a team or not. */
  teammates: readonly Teammate[]
  topics: readonly Topic[]
  urgency: {
    default: Urgency
    raise: readonly { to: Urgency; when: Match }[]
    targets: Readonly<Record<Urgency, Target>>
    /** A snoozed conversation's targets stand still. */
    pauseSnoozed: boolean
    /** Conversation colours in Missive, as `#d03a2b`. */
    color: Readonly<Partial<Record<Urgency, string>>>
  }
  relationships: { slack: number; previousOwnerWithinMs: number; accounts: readonly Account[] }
  noOwnerNeeded: readonly Match[]
  handoff: {
    silentAssignment: 'ask' | 'flag' | 'off'
    routedNote: 'full' | 'line'
    pingPongWindowMs: number
  }
  clock: ClockRules
  escalation: {
    chain: readonly ChainStep[]
    /** They raise the urgency a step. */
    words: readonly string[]
  }
}

export interface ClockRules {
  /** Part of a target after which it nears: 0.75. */
  remindAt: number
  followUp: { after: Target; escalateAfter: Target }
  ownerAbsent: OwnerAbsent & { byUrgency: Readonly<Partial<Record<Urgency, Partial<OwnerAbsent>>>> }
  /** Null: off. */
  acceptWithin: Target | null
}

export interface OwnerAbsent {
  after: Target
  /** `then` in the document. */
  action: 'reassign' | 'return_to_queue' | 'keep'
  move: 'at_risk' | 'waiting' | 'all'
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
  /** As Missive names it: email, sms, … */
  channel: string | null
  /** ISO 639-1, of the customer's latest message; null: unknown. */
  language: string | null
  /** How many messages it has, as far as Missive told. */
  messages: number
  /** It was closed before. */
  wasReopened: boolean
  /** When the customer's latest message came. */
  receivedAt: Date | null
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
  /** When its promise stood still during this wait. */
  stoodStill: readonly Still[]
  /** Set by a person, and kept; null: the rules say. */
  topicSetByPerson: string | null
  urgencySetByPerson: Urgency | null
  /** What earlier messages of the same wait made it; null: nothing. */
  urgencyBefore: Urgency | null
  /** A person said that it needs an owner, whatever `no_owner_needed` says. */
  isWanted: boolean
  /** Why nobody need own it, as a person said; null: nobody did since the customer last wrote. */
  noOwnerReason: NoOwnerReason | null
  /** An earlier decision left it waiting, so `flood_limit` counts it. */
  hadToWait: boolean
  /** It was given to everyone at once, and nobody has taken it yet. */
  isWithEveryone: boolean
}

export interface LoadFacts {
  openLoad: number
  /** How many conversations that load is. */
  conversations: number
  /** Null: never given work by Baton. */
  lastGivenWorkAt: Date | null
  /** When they were given conversations that had to wait, in the last ten minutes. */
  drainedAt: readonly Date[]
}

/** Who knows a conversation or its customer, from the desk's own memory; the latest first. */
export interface Relations {
  /** Earlier owners of this conversation. */
  owners: readonly TeammateId[]
  /** Who wrote its first message; null: the customer, or unknown. */
  startedBy: TeammateId | null
  /** Owners of the sender's other open conversations. */
  ownersOfOthers: readonly { teammateId: TeammateId; lastActivityAt: Date }[]
  /** Who last owned a conversation of this contact that is closed. */
  handledLast: { teammateId: TeammateId; at: Date } | null
  /** Who handed this conversation on or put it back; giving back and undoing are neither. */
  gaveAway: readonly { teammateId: TeammateId; at: Date }[]
}

/** Everything that a decision may look at, as one plain value. */
export interface Facts {
  conversation: ConversationFacts
  rules: Rules
  /** Who is missing here owns nothing. */
  loads: Readonly<Record<TeammateId, LoadFacts>>
  relations: Relations
  /** Round robin: the team's members as they follow; the last one had the latest turn. */
  turns: Readonly<Record<TeamName, readonly TeammateId[]>>
}
