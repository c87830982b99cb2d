import { assigneesOf, type Conversation as InMissive, isClosed } from '../../server/playground/conversation'
import { routerOf } from '../../server/playground/organization'
import type { SmallMissive } from '../../server/playground/small-missive'
import type { Conversation, OutboxRow, TrailRow } from '../../server/store/tables'
import { expectLoadsRight, withStore } from '../support/loads'
import { CLOSE_MS, findBroken } from './broken'
import { desk } from './company'
import type { Choice, Memory } from './memory'

const sorted = (texts: readonly string[]) => [...texts].sort()

const standsIn = (conversation: InMissive, routerId: string) => {
  const seats = [...conversation.standings].filter(([id]) => id !== routerId).map(([, standing]) => standing)
  return {
    assignees: sorted(assigneesOf(conversation)),
    team: conversation.teamId,
    isClosed: isClosed(conversation),
    isTrashed: seats.every(({ trashed }) => trashed),
    isJunk: seats.every(({ junked }) => junked),
    isSnoozed: seats.some(({ assigned, snoozed }) => assigned && snoozed),
    labels: sorted(conversation.labelIds),
    messages: conversation.messages.length,
  }
}
type Standing = ReturnType<typeof standsIn>

const isKnownAs = (conversation: Conversation): Standing => ({
  assignees: sorted(conversation.assignees),
  team: conversation.missiveTeamId,
  isClosed: conversation.isClosed,
  isTrashed: conversation.isTrashed,
  isJunk: conversation.isJunk,
  isSnoozed: conversation.isSnoozed,
  labels: sorted(conversation.labels.map(({ id }) => id)),
  messages: conversation.messages,
})

const isOpen = ({ isClosed, isTrashed, isJunk }: Standing) => !isClosed && !isTrashed && !isJunk

/** Whom people may have meant by their latest choice. */
const meant = (choices: readonly Choice[]): string[] => {
  const latest = choices.at(-1)
  return latest ? choices.filter(({ at }) => +latest.at - +at <= CLOSE_MS).map(({ owner }) => owner) : []
}

/** And who came to have it from them because they were not there, as the rules or a person said. */
const orCovers = (wanted: readonly string[], trail: readonly TrailRow[]): (string | null)[] => {
  const having = new Set<string | null>(wanted)
  for (const { coversId, toId } of trail) if (coversId && having.has(coversId)) having.add(toId)
  return [...having]
}

/** Everything that is otherwise than it should be once all is quiet, each in a sentence; none: Baton stayed true. */
export const findUntruths = async (
  missive: SmallMissive,
  databaseUrl: string,
  memory: Memory,
  stories: ReadonlyMap<string, readonly string[]> = new Map(),
): Promise<string[]> => {
  const routerId = routerOf(missive.organization).id
  const isInSight = ({ teamId, standings }: InMissive) => teamId !== null && standings.has(routerId)
  const hasLeft = (id: string) => !missive.organization.people.some((one) => one.id === id)
  const all = missive.conversations.all()
  const { known, deliveries, calls, trail } = await withStore(databaseUrl, async ({ db }, tables) => ({
    known: new Map((await db.select().from(tables.conversations)).map((row) => [row.id as string, row])),
    deliveries: await db.select({ status: tables.deliveries.status }).from(tables.deliveries),
    calls: await db.select().from(tables.outbox),
    trail: await db.select().from(tables.trail).orderBy(tables.trail.at),
  }))
  const trailOf = (id: string) => trail.filter(({ conversationId }) => conversationId === id)

  const found = findBroken(missive, memory, { calls, trail })
  const loads: Record<string, number> = {}
  for (const conversation of all) {
    const { id } = conversation
    const row = known.get(id)
    if (!isInSight(conversation)) {
      if (row) found.push(...findHeld(row))
      continue
    }
    const there = standsIn(conversation, routerId)
    if (!row) {
      found.push(`${id} is in Missive and unknown to Baton: ${JSON.stringify(there)}`)
      continue
    }
    const here = isKnownAs(row)
    for (const field of Object.keys(there) as (keyof Standing)[])
      if (JSON.stringify(here[field]) !== JSON.stringify(there[field]))
        found.push(`${id} ${field}: Missive ${JSON.stringify(there[field])}, Baton ${JSON.stringify(here[field])}`)
    const { ownerId } = row
    // Who left keeps what waits on the customer, or is closed, until they write.
    const isKept = ownerId !== null && hasLeft(ownerId) && (row.waitingSince === null || !isOpen(there))
    if (!isKept && (ownerId ? !there.assignees.includes(ownerId) : there.assignees.length > 0))
      found.push(`${id}: Missive shows ${there.assignees.join(' and ') || 'nobody'}, Baton’s owner is ${ownerId}`)
    if (row.pendingHandoffId) found.push(`${id}: a handoff is still on its way`)
    if (isOpen(there) && !ownerId && !row.waitStatus) found.push(`${id}: open, nobody’s, and not said to wait`)
    const wanted = meant(memory.choices.get(id) ?? [])
    // Of what was merged or out of sight, Baton may still have known less when it acted.
    const isUntold = memory.unseen.has(id) || calls.some((call) => call.lane === id && namesWhoLeft(call))
    const mayHave = orCovers(wanted, trailOf(id))
    // What those had who left Missive is anybody's.
    const isAnybodys = mayHave.some((one) => one !== null && hasLeft(one))
    if (wanted.length > 0 && !isUntold && !isAnybodys && !mayHave.includes(ownerId))
      found.push(`${id}: people chose ${wanted.join(' or ')}, its owner is ${ownerId}`)
    if (isOpen(there) && ownerId && !there.isSnoozed) loads[ownerId] = (loads[ownerId] ?? 0) + 1
  }

  const settled = deliveries.filter(({ status }) => status !== 'accepted' && status !== 'repeated')
  if (settled.length > 0) found.push(`${settled.length} deliveries were not acted on (${settled[0]?.status})`)
  for (const call of calls.filter(isUnsettled)) found.push(`${call.lane}: a call is ${call.status}: ${call.reason}`)
  const counted = await expectLoadsRight(databaseUrl)
  const busy = Object.fromEntries(Object.entries(counted).filter(([, load]) => load > 0))
  if (JSON.stringify(Object.entries(busy).sort()) !== JSON.stringify(Object.entries(loads).sort()))
    found.push(`Open loads: Missive ${JSON.stringify(loads)}, Baton ${JSON.stringify(busy)}`)
  return found.length > 0 ? named([...found, ...storiesOf()]) : []

  /** Refused is what Baton’s own user cannot see, and who has left; what people undid at once may look like it. */
  function isUnsettled(call: OutboxRow): boolean {
    const { status, lane, sentAt } = call
    if (status !== 'refused') return status === 'waiting'
    const releasedAt = memory.releasedAt.get(lane)
    const isUndone = releasedAt !== undefined && sentAt !== null && releasedAt >= sentAt
    const wasOutOfSight = memory.unseen.has(lane) || trailOf(lane).some(({ kind }) => kind === 'unowned')
    return isInSight(missive.conversations.find(lane)) && !wasOutOfSight && !isUndone && !namesWhoLeft(call)
  }

  /** Of those that are told of: what happened in Missive, and what Baton made of it. */
  function storiesOf(): string[] {
    const concerned = all.filter(({ id }) => found.some((line) => line.includes(id)))
    return concerned.flatMap(({ id }) => {
      const own = trailOf(id).map(
        ({ at, kind, fromId, toId, why }) => `${at.toISOString()} Baton: ${kind} ${fromId} → ${toId} ${why}`,
      )
      const sent = calls.filter(({ lane }) => lane === id).map(sayCall)
      return [`— ${id}`, ...[...(stories.get(id) ?? []), ...own, ...sent].sort()]
    })
  }
}

/** Somebody in it, to be assigned or removed, left Missive a moment before. */
const namesWhoLeft = ({ status, reason }: OutboxRow): boolean =>
  status === 'refused' && (reason?.includes('Invalid resource') ?? false)

const sayCall = ({ sentAt, status, call, reason }: OutboxRow) =>
  `${sentAt?.toISOString()} Call ${status}: ${call.assign} ${reason}`

/** What is still Baton’s of an open conversation that became private, or left its sight. */
const findHeld = (row: Conversation): string[] => {
  const { id, ownerId, pendingHandoffId, waitStatus } = row
  if (!isOpen(isKnownAs(row)) || waitStatus === 'left') return []
  return Object.entries({ ownerId, pendingHandoffId, waitStatus }).flatMap(([field, value]) =>
    value === null ? [] : [`${id}: Baton does not see it, and keeps ${field} ${value}`],
  )
}

const named = (lines: readonly string[]): string[] =>
  lines.map((line) => desk.reduce((text, { id, name }) => text.replaceAll(id, name), line))
