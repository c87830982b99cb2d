import type * as z from 'zod/mini'
import type { AdminNow } from '../../shared/api'
import { absence, createSpeaking, eligible, standingOf } from '../routing/availability'
import { sayMoment } from '../routing/spoken'
import type { StateOf } from '../store/states'
import type { Conversation, WebhookKindRow } from '../store/tables'
import { countAttention } from './attention'
import { nextSteps } from './conversation-view'
import type { Desk } from './desk'
import { viewCapabilities } from './health'
import { pauseOf, readPauses, sayPause, teamOf, viewRouting } from './pauses'
import { personOf } from './person'
import { byPressure } from './pressure'
import type { RulesKeeper } from './rules-admin'
import { listSignedIn } from './sessions'
import { findSilence } from './silence'
import { importProgress, listOrphans, viewSweeps } from './truth-view'
import { listTwoOwners } from './two-owners'

const LISTED = 200

/** The kinds of webhook that Baton wants from Missive (REST reference: rule types). */
export const WANTED_KINDS = [
  'incoming_email',
  'outgoing_email',
  'new_comment',
  'label_change',
  'conversation_closed',
  'conversation_reopened',
  'conversation_assignee_change',
  'team_change',
]

/** What is left of Missive's budget for people's clicks. */
export interface BudgetLeft {
  perMinute: number
  per15Minutes: number
}

/** What admins see of the whole. */
export const viewAdminNow = async (
  desk: Desk,
  budgetLeft: () => Promise<BudgetLeft>,
  keeper: RulesKeeper,
): Promise<z.output<typeof AdminNow>> => {
  const { store } = desk
  const kinds = await store.deliveries.kinds(store.db)
  const stop = await store.transaction((tx) => store.states.get(tx, 'missive pause'))
  const waiting = await store.conversations.waiting(store.db)
  return {
    missive: { ...sayConnection(desk, stop), lastDeliveries: sayKinds(kinds), callsLeft: await budgetLeft() },
    rules: sayRules(keeper),
    import: await importProgress(desk),
    sweeps: await viewSweeps(desk),
    silence: await findSilence(desk),
    routing: await viewRouting(desk),
    twoOwners: await listTwoOwners(desk),
    orphans: await listOrphans(desk),
    waiting: await sayWaiting(desk, waiting),
    teammates: await sayTeammates(desk),
    capabilities: await viewCapabilities(desk),
    signedIn: await listSignedIn(desk),
    needsAttention: await countAttention(desk),
  }
}

const sayConnection = (desk: Desk, stop: StateOf<'missive pause'> | null) => {
  const { organization, routerId, teammateById } = desk.people()
  const now = desk.clock()
  const until = stop && new Date(stop.until) > now ? new Date(stop.until) : null
  const router = teammateById.get(routerId)?.name ?? 'its own seat'
  const connected = `Connected to ${organization.name} as ${router}.`
  if (stop?.lockedOutSince === undefined)
    return {
      isConnected: until === null,
      sentence: stop && until ? stop.reason : connected,
      pausedUntil: until,
      lockedOutSince: null,
    }
  const since = new Date(stop.lockedOutSince)
  const waits = `What is owed waits since ${sayMoment(since, now, desk.rules()?.rules.timeZone ?? 'UTC')}.`
  return {
    isConnected: false,
    sentence: `${stop.reason} Give Baton another one (MISSIVE_API_TOKEN) and start it again. ${waits}`,
    pausedUntil: null,
    lockedOutSince: since,
  }
}

const sayKinds = (kinds: WebhookKindRow[]) => {
  const others = kinds.map(({ type }) => type).filter((type) => !WANTED_KINDS.includes(type))
  return [...WANTED_KINDS, ...others.sort()].map((type) => {
    const seen = kinds.find((kind) => kind.type === type)
    return { type, at: seen?.lastAt ?? null, count: seen?.count ?? 0 }
  })
}

const sayRules = (keeper: RulesKeeper) => {
  const inForce = keeper.current()
  return {
    version: inForce?.rules.version ?? null,
    source: keeper.file ?? 'the database',
    mode: inForce?.mode ?? ('shadow' as const),
    warnings: inForce?.warnings ?? [],
    problems: keeper.broken()?.problems.length ?? 0,
  }
}

/** The most pressing of them. */
export const sayWaiting = async (desk: Desk, waiting: Conversation[]) => {
  const { store } = desk
  const now = desk.clock()
  const listed = waiting.toSorted(byPressure).slice(0, LISTED)
  return store.transaction(function* (tx) {
    const said = []
    const pauses = yield* readPauses(store, tx)
    for (const conversation of listed) {
      const isPaused = conversation.waitStatus === 'paused'
      const pause = isPaused ? pauseOf(pauses, [teamOf(desk, conversation)]) : null
      const decided = conversation.decisionId ? yield* store.decisions.find(tx, conversation.decisionId) : null
      said.push({
        conversationId: conversation.id,
        subject: conversation.subject,
        team: decided?.decision.team?.label ?? null,
        since: conversation.unownedSince ?? conversation.createdAt,
        sentence: conversation.unheard ?? (pause ? sayPause(desk, pause, now) : (conversation.waitSentence ?? '')),
        needsAttention: conversation.waitStatus === 'needs attention' || conversation.unheard !== null,
        next: nextSteps(conversation, decided?.decision ?? null, now),
      })
    }
    return said
  })
}

const sayTeammates = async (desk: Desk) => {
  const { store } = desk
  const loads = await store.transaction((tx) => store.loads.all(tx))
  const rules = desk.rules()?.rules
  if (!rules) return []
  const working = rules.teammates.filter(({ id }) => rules.teams.some(({ members }) => members.includes(id)))
  const speaking = createSpeaking(desk.clock(), null)
  return working.map((teammate) => {
    const standing = standingOf(teammate, { loads, rules }, speaking.now)
    return {
      person: personOf(desk, teammate.id),
      openLoad: standing.load.openLoad,
      capacity: teammate.capacity,
      presence: (absence(standing, speaking) ?? eligible(standing, speaking)).sentence,
      teams: rules.teams.filter(({ members }) => members.includes(teammate.id)).map(({ label }) => label),
    }
  })
}
