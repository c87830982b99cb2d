import { isNotNull, isNull } from 'drizzle-orm'
import type { Acknowledgement, GuardCode, NoOwnerReason, TrailKind } from '../../shared/api'
import type { Decision, LeaveReason, Urgency } from '../../shared/decision'
import type { ConversationId, HandoffId, MissiveTeamId, TeammateId, TeamName } from '../../shared/ids'
import type { IncomingMessage } from '../../shared/message'
import type { Note } from '../../shared/note'
import type { TimerKind } from '../../shared/timer'
import type { Still } from '../routing/deadline'
import type { Done } from '../routing/timers'
import type { Directory } from '../rules/directory'
import type { Columns } from './columns'

/** A call owed to Missive, before it is worded: who is removed is settled just before it goes out. */
export type OwedCall = {
  /** First line and headings of the post (design of the note: docs/decisions/0005). */
  markdown: string
  notification: { title: string; body: string }
  /**
   * Empty: nobody is to own it afterwards; several: everyone is asked at once; null: it changes no owner, and assignees stay
   * as they are.
   */
  assign: TeammateId[] | null
  /** From whom Baton takes it by itself, and who is removed though Baton did not add them. */
  replaces?: TeammateId
  /** Who is given access besides, because they are asked. */
  asks?: TeammateId
  /** Back into this team's inbox. */
  teamInbox: MissiveTeamId | null
  reopen: boolean
  /** Shown to its reader as new: a post to one person. */
  toInbox?: boolean
  /** The conversation's colour in Missive; null: left as it is. */
  color: string | null
}

/** Who asks for a call: each share has its own part of the budget (server/work/budget.ts). */
export type Share = 'people' | 'routed' | 'reads' | 'import' | 'quick sweeps' | 'deep sweep'

export type OutboxStatus = 'waiting' | 'sent' | 'confirmed' | 'refused' | 'dropped'

/**
 * `decide`: a conversation that waits · `drain`: a teammate who may have room again · `notice`: what a team's channel is to
 * be told · `read`: a conversation that Missive is asked about, as no webhook tells that a call was followed · `doubt`: one
 * that it is asked about, as what it told may be old · `sweep`: a list of conversations · `recount`: counters against rows ·
 * `absence`: one that begins · `adopted`: one that got its owner in Missive, once that has stood a moment · `clock`: the
 * first timer of a conversation that has an owner · `remind`: what a teammate is to be told alone · `code expiry` · `tidy`:
 * what is past keeping.
 */
export type DueKind =
  | 'decide'
  | 'drain'
  | 'notice'
  | 'read'
  | 'doubt'
  | 'sweep'
  | 'recount'
  | 'absence'
  | 'adopted'
  | 'clock'
  | 'remind'
  | 'code expiry'
  | 'tidy'

/** `import`: all of a team, the first time · `quick`: what changed of late · `deep`: all of a team, once a night. */
export type SweepKind = 'import' | 'quick' | 'deep'

/** Why a conversation without an owner has none yet. */
export type WaitStatus = 'waiting' | 'needs attention' | 'held' | 'paused' | 'shadow' | 'left'

/** Every table, written once; the dialect decides how each kind of column is stored. */
export const createTables = (c: Columns) => {
  /** Turns that exclude each other across replicas: whoever changes conversations or loads first touches `desk`. */
  const turns = c.table('turns', {
    name: c.text('name').primaryKey(),
    revision: c.integer('revision').notNull(),
  })

  /** The intake: every webhook as it came, in the order of arrival. */
  const deliveries = c.table(
    'deliveries',
    {
      id: c.sequence('id'),
      receivedAt: c.instant('received_at').notNull(),
      /** Null when the body names none. */
      conversationId: c.text('conversation_id').$type<ConversationId>(),
      type: c.text('type'),
      bodyHash: c.text('body_hash').notNull(),
      /** The raw body; null once folded, since the conversation holds what mattered. */
      body: c.text('body'),
      status: c.text('status').$type<'waiting' | 'accepted' | 'repeated' | 'not_understood'>().notNull(),
      reason: c.text('reason'),
      leasedUntil: c.instant('leased_until'),
    },
    (t) => [
      c.index('deliveries_status').on(t.status, t.id),
      // Of what was folded alone: for each arrival, an entry somewhere among all conversations would slow the intake.
      c.index('deliveries_body').on(t.conversationId, t.bodyHash).where(isNull(t.body)),
    ],
  )

  /** Kinds of webhook that ever came, for the admin page. */
  const webhookKinds = c.table('webhook_kinds', {
    type: c.text('type').primaryKey(),
    lastAt: c.instant('last_at').notNull(),
    count: c.integer('count').notNull(),
  })

  const conversations = c.table(
    'conversations',
    {
      id: c.text('id').$type<ConversationId>().primaryKey(),
      subject: c.text('subject'),
      webUrl: c.text('web_url'),
      channel: c.text('channel'),
      missiveTeamId: c.text('missive_team_id').$type<MissiveTeamId>(),
      labels: c.json<{ id: string; path: string }[]>('labels').notNull(),
      incoming: c.json<IncomingMessage>('incoming'),
      /** Lower case; the key to the customer's history. */
      customerAddress: c.text('customer_address'),
      /** Whom Missive shows. */
      assignees: c.json<TeammateId[]>('assignees').notNull(),
      /** Of them those whom Baton added without being asked to: it removes no others by itself. */
      addedByBaton: c.json<TeammateId[]>('added_by_baton').notNull().default([]),
      ownerId: c.text('owner_id').$type<TeammateId>(),
      isClosed: c.boolean('is_closed').notNull(),
      isTrashed: c.boolean('is_trashed').notNull(),
      isJunk: c.boolean('is_junk').notNull(),
      isSnoozed: c.boolean('is_snoozed').notNull(),
      isPrivate: c.boolean('is_private').notNull(),
      lastIncomingAt: c.instant('last_incoming_at'),
      lastOutgoingAt: c.instant('last_outgoing_at'),
      lastOutgoingMessageId: c.text('last_outgoing_message_id'),
      /** Null: nobody of the team, or unknown. */
      lastOutgoingById: c.text('last_outgoing_by_id').$type<TeammateId>(),
      /** The first message of the customer since our last; null: waiting on them, or unknown. */
      waitingSince: c.instant('waiting_since'),
      /** It was there before Baton: left alone until the customer writes. */
      isFromBefore: c.boolean('is_from_before').notNull(),
      routingTeam: c.text('routing_team').$type<TeamName>(),
      topic: c.text('topic'),
      urgency: c.text('urgency').$type<Urgency>(),
      /** What earlier messages of the same wait made it; null: nothing. */
      urgencyBefore: c.text('urgency_before').$type<Urgency>(),
      /** ISO 639-1, of the customer's latest message that told; null: unknown. */
      language: c.text('language'),
      /** As far as Missive told. */
      messages: c.integer('messages').notNull().default(0),
      wasReopened: c.boolean('was_reopened').notNull().default(false),
      /** Who wrote its first message; null: the customer, or unknown. */
      startedById: c.text('started_by_id').$type<TeammateId>(),
      /** Set by a person, and kept; null: the rules say. */
      topicSetByPerson: c.text('topic_set_by_person'),
      urgencySetByPerson: c.text('urgency_set_by_person').$type<Urgency>(),
      languageSetByPerson: c.text('language_set_by_person'),
      /** A person said that it needs an owner, whatever the rules leave alone. */
      isWanted: c.boolean('is_wanted').notNull().default(false),
      /** Why nobody need own it, as a person said; null: nobody did, or the customer wrote since. */
      noOwnerReason: c.text('no_owner_reason').$type<NoOwnerReason>(),
      /** An escalation that nobody was there for, in a sentence: a person must look, though it may have an owner; null: none. */
      unheard: c.text('unheard'),
      /** Everyone was given it at once, and nobody has taken it yet. */
      isWithEveryone: c.boolean('is_with_everyone').notNull().default(false),
      /** How much its topic weighs. */
      weight: c.real('weight').notNull().default(1),
      /** Whose open load keeps it from them, by the decision that stands. */
      waitsForRoomOf: c.json<TeammateId[]>('waits_for_room_of').notNull().default([]),
      /** What it counts as in its owner's open load; 0 when nobody owns it or it is not open. */
      countsAs: c.real('counts_as').notNull().default(0),
      dueAt: c.instant('due_at'),
      waitStatus: c.text('wait_status').$type<WaitStatus>(),
      waitSentence: c.text('wait_sentence'),
      /** When it is decided again by itself; null: at no known moment. */
      decideAgainAt: c.instant('decide_again_at'),
      /** Why it was left alone. */
      leaveReason: c.text('leave_reason').$type<LeaveReason>(),
      /** Since when nobody has owned it. */
      unownedSince: c.instant('unowned_since'),
      /** Since when Missive has shown others beside its owner, whom no call of ours is replacing; null: it does not. */
      twoOwnersSince: c.instant('two_owners_since'),
      /** Its owner got it in Missive without a note: `ask` them for one, or `flag` it only; null: none is missing. */
      noteMissing: c.text('note_missing').$type<'ask' | 'flag'>(),
      /** Whom a personal post asked last. */
      noteAskedOf: c.text('note_asked_of').$type<TeammateId>(),
      /** Since when its owner has had it. */
      ownerSince: c.instant('owner_since'),
      /** When its owner last did something with it, got it included. */
      ownerActedAt: c.instant('owner_acted_at'),
      /** Given by others, and neither opened, answered nor commented by its owner since; null: it was, or need not be. */
      unacceptedSince: c.instant('unaccepted_since'),
      /** Its owner was full and took it to answer at once. */
      quickSince: c.instant('quick_since'),
      /** A sweep found messages that no webhook told of: who wrote last is not known. */
      isWriterUnknown: c.boolean('is_writer_unknown').notNull().default(false),
      /** When its promise stood still during this wait, since it was snoozed. */
      stoodStill: c.json<Still[]>('stood_still').notNull().default([]),
      /** What its clock has done by now, each once. */
      clockDone: c.json<Done[]>('clock_done').notNull().default([]),
      /** When its clock next does something; null: never. */
      clockAt: c.instant('clock_at'),
      /** Since when all of the escalation chain was told in vain, so that somebody must look; null: nobody must. */
      unansweredSince: c.instant('unanswered_since'),
      /** The decision that stands; null when a person decided. */
      decisionId: c.text('decision_id'),
      /** The handoff whose call Missive has not yet been seen to follow. */
      pendingHandoffId: c.text('pending_handoff_id').$type<HandoffId>(),
      /** Of the delivery that was folded last; null: something else has come since, or an equal one that is asked about. */
      latestBodyHash: c.text('latest_body_hash'),
      /** Since when Missive has not shown it to Baton's own seat any more; null: it does. */
      outOfSightAt: c.instant('out_of_sight_at'),
      /** When Missive last told of it, or showed it in a list or when asked. */
      shownAt: c.instant('shown_at').notNull(),
      /** When Missive was last asked about it; null: never. */
      askedAt: c.instant('asked_at'),
      /** When something last happened in it, as far as Missive told. */
      lastActivityAt: c.instant('last_activity_at').notNull(),
      createdAt: c.instant('created_at').notNull(),
      updatedAt: c.instant('updated_at').notNull(),
    },
    (t) => [
      c.index('conversations_owner').on(t.ownerId, t.isClosed, t.isTrashed, t.isJunk, t.countsAs),
      c.index('conversations_wait').on(t.waitStatus, t.lastActivityAt, t.id),
      c.index('conversations_customer').on(t.customerAddress, t.lastActivityAt),
      c.index('conversations_closed').on(t.isClosed, t.lastActivityAt),
      c.index('conversations_two_owners').on(t.twoOwnersSince),
    ],
  )

  /** What belongs to a conversation goes with it when its time is over. */
  const ofConversation = (name: string) =>
    c
      .text(name)
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' })

  /** Every id that a conversation had before it was merged into another; the trail goes on under the latest. */
  const aliases = c.table('aliases', {
    id: c.text('id').$type<ConversationId>().primaryKey(),
    conversationId: ofConversation('conversation_id'),
  })

  /** Lists of conversations as they are read, page by page: what one process began, another goes on with. */
  const sweeps = c.table('sweeps', {
    /** Kind and team: a new sweep of a team takes the place of the one before. */
    key: c.text('key').primaryKey(),
    kind: c.text('kind').$type<SweepKind>().notNull(),
    teamId: c.text('team_id').$type<MissiveTeamId>().notNull(),
    startedAt: c.instant('started_at').notNull(),
    /** Where the next page begins, Unix seconds; null: at the newest. */
    until: c.integer('until'),
    /** The newest activity that it saw. */
    newestAt: c.instant('newest_at'),
    conversations: c.integer('conversations').notNull(),
    finishedAt: c.instant('finished_at'),
  })

  /** What sweeps found to be otherwise than webhooks had told, for a day or two. */
  const repairs = c.table(
    'repairs',
    {
      id: c.sequence('id'),
      at: c.instant('at').notNull(),
      conversationId: c.text('conversation_id').$type<ConversationId>().notNull(),
      /** Types of webhook that should have told of it. */
      missed: c.json<string[]>('missed').notNull(),
    },
    (t) => [c.index('repairs_at').on(t.at)],
  )

  /** Counters beside the rows they count; changed in the same transaction as an owner or a state. */
  const loads = c.table('loads', {
    teammateId: c.text('teammate_id').$type<TeammateId>().primaryKey(),
    openLoad: c.real('open_load').notNull(),
    /** How many open conversations that is, snoozed ones too. */
    conversations: c.integer('conversations').notNull().default(0),
    lastGivenWorkAt: c.instant('last_given_work_at'),
    /** When conversations that had to wait were given to them lately. */
    drainedAt: c.json<string[]>('drained_at').notNull().default([]),
  })

  /** Round robin: how each team's members follow; the last one had the latest turn. */
  const teamTurns = c.table('team_turns', {
    team: c.text('team').$type<TeamName>().primaryKey(),
    following: c.json<TeammateId[]>('following').notNull().default([]),
  })

  const teammates = c.table('teammates', {
    id: c.text('id').$type<TeammateId>().primaryKey(),
    name: c.text('name').notNull(),
    email: c.text('email').notNull(),
    avatarUrl: c.text('avatar_url'),
    /** The router's own seat. */
    isRouter: c.boolean('is_router').notNull(),
    goneAt: c.instant('gone_at'),
  })

  const missiveTeams = c.table('missive_teams', {
    id: c.text('id').$type<MissiveTeamId>().primaryKey(),
    name: c.text('name').notNull(),
    activeMemberIds: c.json<TeammateId[]>('active_member_ids').notNull(),
    observerIds: c.json<TeammateId[]>('observer_ids').notNull(),
    /** Newest activity that a sweep has seen; where the next one may stop. */
    sweptUntil: c.instant('swept_until'),
    /** When a sweep or the import last came to its end. */
    sweptAt: c.instant('swept_at'),
    goneAt: c.instant('gone_at'),
  })

  const rulesVersions = c.table('rules_versions', {
    version: c.sequence('version'),
    text: c.text('text').notNull(),
    hash: c.text('hash').notNull(),
    author: c.text('author').notNull(),
    note: c.text('note').notNull(),
    at: c.instant('at').notNull(),
  })

  /** The rules with the people and teams that Missive had: what a decision can be replayed with. */
  const rulesSnapshots = c.table('rules_snapshots', {
    id: c.text('id').primaryKey(),
    version: c.integer('version').notNull(),
    directory: c.json<Directory>('directory').notNull(),
    at: c.instant('at').notNull(),
  })

  const decisions = c.table(
    'decisions',
    {
      id: c.text('id').primaryKey(),
      conversationId: ofConversation('conversation_id'),
      at: c.instant('at').notNull(),
      rulesSnapshotId: c.text('rules_snapshot_id').notNull(),
      facts: c.json<unknown>('facts').notNull(),
      /** As `Decision` encodes it; parsed on the way out. */
      decision: c.json<unknown>('decision').notNull(),
    },
    (t) => [c.index('decisions_conversation').on(t.conversationId, t.at)],
  )

  /** Who held a conversation, when and why. */
  const trail = c.table(
    'trail',
    {
      /** Two entries may fall into one millisecond. */
      order: c.sequence('order'),
      id: c.text('id').$type<HandoffId>().notNull().unique(),
      conversationId: ofConversation('conversation_id'),
      at: c.instant('at').notNull(),
      kind: c.text('kind').$type<TrailKind>().notNull(),
      fromId: c.text('from_id').$type<TeammateId>(),
      toId: c.text('to_id').$type<TeammateId>(),
      /** Null: Baton, or unknown for what was set in Missive. */
      byId: c.text('by_id').$type<TeammateId>(),
      /** Who was asked, while the owner stays; null: nobody. */
      askedId: c.text('asked_id').$type<TeammateId>(),
      /** Whose absence moved it, to be given back when they return; null: nobody's. */
      coversId: c.text('covers_id').$type<TeammateId>(),
      why: c.text('why').notNull(),
      note: c.json<{ why: string; whatsNeeded: string; byWhen: string | null; context: string }>('note'),
      /** Fields of the note that were sent as Baton drafted them. */
      drafted: c.json<(keyof Note)[]>('drafted'),
      /** Guards that the sender went past, and why. */
      acknowledged: c.json<Acknowledgement[]>('acknowledged'),
      decisionId: c.text('decision_id'),
      /** The entry that this one takes back. */
      undoesId: c.text('undoes_id').$type<HandoffId>(),
      /** The timer that led to it; null: none did. */
      timer: c.json<{ kind: TimerKind; at: string; sentence: string }>('timer'),
    },
    (t) => [
      c.index('trail_conversation').on(t.conversationId, t.order),
      c.index('trail_covers').on(t.coversId, t.order).where(isNotNull(t.coversId)),
    ],
  )

  /** What people did about guards: each is asked once for the same facts. */
  const guardAnswers = c.table(
    'guard_answers',
    {
      /** Of conversation, reader, receiver, guard and the facts that it stated. */
      key: c.text('key').primaryKey(),
      conversationId: ofConversation('conversation_id'),
      byId: c.text('by_id').$type<TeammateId>().notNull(),
      code: c.text('code').$type<GuardCode>().notNull(),
      answer: c.text('answer').$type<'followed' | 'overridden'>().notNull(),
      /** Why they went past it; empty: they did not. */
      reason: c.text('reason').notNull(),
      at: c.instant('at').notNull(),
    },
    (t) => [c.index('guard_answers_conversation').on(t.conversationId)],
  )

  /** When people are away, as they or a manager said; the rules document may name more. */
  const absences = c.table(
    'absences',
    {
      id: c.text('id').primaryKey(),
      teammateId: c.text('teammate_id').$type<TeammateId>().notNull(),
      from: c.instant('from').notNull(),
      /** Not included; null: until they say that they are back. */
      to: c.instant('to'),
      reason: c.text('reason').notNull(),
      byId: c.text('by_id').$type<TeammateId>().notNull(),
      /** At its start what is at risk then is handed over. */
      handsOver: c.boolean('hands_over').notNull(),
      createdAt: c.instant('created_at').notNull(),
    },
    (t) => [c.index('absences_to').on(t.to)],
  )

  /** What the channels of teams are to be told soon, all that belongs together in one post. */
  const notices = c.table(
    'notices',
    {
      id: c.sequence('id'),
      team: c.text('team').$type<TeamName>().notNull(),
      conversationId: ofConversation('conversation_id'),
      sentence: c.text('sentence').notNull(),
      /** A decision that stands, a first response that is late, or an escalation that nobody heard. */
      about: c.text('about').$type<'decision' | 'late' | 'unheard'>().notNull(),
      at: c.instant('at').notNull(),
    },
    (t) => [c.index('notices_team').on(t.team, t.id)],
  )

  /** What teammates are to be told alone, soon, all for one person in one post. */
  const reminders = c.table(
    'reminders',
    {
      id: c.sequence('id'),
      teammateId: c.text('teammate_id').$type<TeammateId>().notNull(),
      conversationId: ofConversation('conversation_id'),
      timer: c.text('timer').$type<TimerKind>().notNull(),
      /** From when that timer was counted: once that is another moment, this is moot. */
      since: c.instant('since').notNull(),
      sentence: c.text('sentence').notNull(),
    },
    (t) => [c.index('reminders_teammate').on(t.teammateId, t.id)],
  )

  /** Of mail that no topic claimed: sender domains and words of subjects, counted so that topics can be proposed. */
  const unclaimed = c.table(
    'unclaimed',
    {
      key: c.text('key').primaryKey(),
      kind: c.text('kind').$type<'domain' | 'word'>().notNull(),
      text: c.text('text').notNull(),
      count: c.integer('count').notNull(),
      lastAt: c.instant('last_at').notNull(),
    },
    (t) => [c.index('unclaimed_count').on(t.kind, t.count)],
  )

  /** Calls owed to Missive; those of one lane (a conversation) keep their order. */
  const outbox = c.table(
    'outbox',
    {
      id: c.sequence('id'),
      /** The handoff it belongs to; stands in the post's link and marks it. */
      handoffId: c.text('handoff_id').$type<HandoffId>().notNull().unique(),
      /** A conversation, also one that Baton knows nothing else of: a team's channel. */
      lane: c.text('lane').$type<ConversationId>().notNull(),
      /** Smaller goes first: 0 people, 1 urgent, 2 routed, 3 notices. */
      priority: c.integer('priority').notNull(),
      /** Whose routing it is part of, so that a pause holds it unless a person started it; null: no team's. */
      team: c.text('team').$type<TeamName>(),
      call: c.json<OwedCall>('call').notNull(),
      status: c.text('status').$type<OutboxStatus>().notNull(),
      dueAt: c.instant('due_at').notNull(),
      leasedUntil: c.instant('leased_until'),
      attempts: c.integer('attempts').notNull(),
      /** Missive may have taken an earlier attempt: its posts are read before the next. */
      isFateUnknown: c.boolean('is_fate_unknown').notNull(),
      /** Until then Missive may still take the latest attempt, which it has not answered; null: none is on its way. */
      mayLandUntil: c.instant('may_land_until'),
      reason: c.text('reason'),
      /** Why it must not go out any more: people did something since; null: it may. */
      overtaken: c.text('overtaken'),
      createdAt: c.instant('created_at').notNull(),
      /** When it last went out; null: never. */
      sentAt: c.instant('sent_at'),
      /** How Missive was seen to follow it; null: it was not, or not for sure by what. */
      seenBy: c.text('seen_by').$type<'webhook' | 'reading'>(),
    },
    (t) => [c.index('outbox_next').on(t.status, t.priority, t.id), c.index('outbox_lane').on(t.lane, t.status, t.id)],
  )

  /** What people did about what needs attention: the latest for each. */
  const attention = c.table('attention', {
    /** Its kind and what it is about: `no owner:…`. */
    concern: c.text('concern').primaryKey(),
    did: c.text('did').$type<'tried again' | 'dismissed'>().notNull(),
    byId: c.text('by_id').$type<TeammateId>().notNull(),
    at: c.instant('at').notNull(),
  })

  /** Everything timed: one row each, cancelled by what makes it moot. */
  const dueWork = c.table(
    'due_work',
    {
      /** What it is about; a second row with the same key replaces the first. */
      key: c.text('key').primaryKey(),
      kind: c.text('kind').$type<DueKind>().notNull(),
      subjectId: c.text('subject_id').notNull(),
      dueAt: c.instant('due_at').notNull(),
      leasedUntil: c.instant('leased_until'),
      attempts: c.integer('attempts').notNull(),
      /** Of what is due, the smallest goes first. */
      rank: c.real('rank').notNull().default(0),
    },
    (t) => [c.index('due_work_due').on(t.dueAt)],
  )

  /** Calls made to Missive in the last quarter of an hour, by every replica. */
  const calls = c.table(
    'calls',
    {
      id: c.sequence('id'),
      at: c.instant('at').notNull(),
      /** Whose share of the budget it came from. */
      share: c.text('share').$type<Share>().notNull(),
      /** Set while under way; a call whose process died ends with its lease. */
      underWayUntil: c.instant('under_way_until'),
    },
    (t) => [c.index('calls_at').on(t.at)],
  )

  /** Small facts with one value each: `missive pause`, `routing paused`, `capabilities`. */
  const states = c.table('states', {
    key: c.text('key').primaryKey(),
    value: c.json<unknown>('value').notNull(),
    at: c.instant('at').notNull(),
  })

  const signInCodes = c.table(
    'sign_in_codes',
    {
      id: c.text('id').primaryKey(),
      /** What was asked for, hashed: an id or an address, known or not. */
      askedHash: c.text('asked_hash').notNull(),
      /** Null: nobody we know; such a code exists only to be counted. */
      teammateId: c.text('teammate_id').$type<TeammateId>(),
      codeHash: c.text('code_hash').notNull(),
      createdAt: c.instant('created_at').notNull(),
      expiresAt: c.instant('expires_at').notNull(),
      triesLeft: c.integer('tries_left').notNull(),
      usedAt: c.instant('used_at'),
    },
    (t) => [
      c.index('sign_in_codes_asked').on(t.askedHash, t.createdAt),
      c.index('sign_in_codes_created').on(t.createdAt),
    ],
  )

  const sessions = c.table('sessions', {
    tokenHash: c.text('token_hash').primaryKey(),
    teammateId: c.text('teammate_id').$type<TeammateId>().notNull(),
    kind: c.text('kind').$type<'panel' | 'tab'>().notNull(),
    createdAt: c.instant('created_at').notNull(),
    seenAt: c.instant('seen_at').notNull(),
    expiresAt: c.instant('expires_at').notNull(),
  })

  /** The one private conversation that Baton keeps with each teammate. */
  const personalConversations = c.table('personal_conversations', {
    teammateId: c.text('teammate_id').$type<TeammateId>().primaryKey(),
    conversationId: c.text('conversation_id').$type<ConversationId>().notNull(),
    /** When it was last read to hold nobody else. */
    foundPrivateAt: c.instant('found_private_at'),
  })

  return {
    turns,
    deliveries,
    webhookKinds,
    conversations,
    aliases,
    sweeps,
    repairs,
    loads,
    teamTurns,
    teammates,
    missiveTeams,
    rulesVersions,
    rulesSnapshots,
    decisions,
    trail,
    guardAnswers,
    absences,
    notices,
    reminders,
    unclaimed,
    outbox,
    attention,
    dueWork,
    calls,
    states,
    signInCodes,
    sessions,
    personalConversations,
  }
}

export type Tables = ReturnType<typeof createTables>
export type Conversation = Tables['conversations']['$inferSelect']
export type GuardAnswerRow = Tables['guardAnswers']['$inferSelect']
export type AbsenceRow = Tables['absences']['$inferSelect']
export type NoticeRow = Tables['notices']['$inferSelect']
export type ReminderRow = Tables['reminders']['$inferSelect']
export type TrailRow = Tables['trail']['$inferSelect']
export type OutboxRow = Tables['outbox']['$inferSelect']
export type SweepRow = Tables['sweeps']['$inferSelect']
export type DeliveryRow = Tables['deliveries']['$inferSelect']
export type DueWorkRow = Tables['dueWork']['$inferSelect']
export type DecisionRow = Omit<Tables['decisions']['$inferSelect'], 'decision'> & { decision: Decision }
export type TeammateRow = Tables['teammates']['$inferSelect']
export type AttentionRow = Tables['attention']['$inferSelect']
export type WebhookKindRow = Tables['webhookKinds']['$inferSelect']
