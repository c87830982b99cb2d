import { assigneesOf, type Conversation as InMissive, isClosed } from '../../server/playground/conversation'
import type { SmallMissive } from '../../server/playground/small-missive'
import type { Conversation } from '../../server/store/tables'
import { expectLoadsRight, withStore } from '../support/loads'
import { desk } from './company'
import type { Choice, Happenings } from './happen'

/** Choices so close to each other may reach Baton in either order, or both at once. */
const CLOSE_MS = 2 * 60_000

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

const isKnownAs = (conversation: Conversation) => ({
  assignees: sorted(conversation.assignees),
  team: conversation.missiveTeamId as string | null,
  isClosed: conversation.isClosed,
  isTrashed: conversation.isTrashed,
  isJunk: conversation.isJunk,
  isSnoozed: conversation.isSnoozed,
  labels: sorted(conversation.labels.map(({ id }) => id)),
  messages: conversation.messages,
})

const isOpen = ({ isClosed, isTrashed, isJunk }: ReturnType<typeof standsIn>) => !isClosed && !isTrashed && !isJunk

/** Whom people may have meant by their latest choice. */
const meant = (choices: readonly Choice[]): string[] => {
  const latest = choices.at(-1)
  return latest ? choices.filter(({ at }) => +latest.at - +at <= CLOSE_MS).map(({ owner }) => owner) : []
}

const LINK = /\/why\/([\w-]+)/g

/** Everything that is otherwise than it should be once all is quiet, each in a sentence; none: Baton stayed true. */
export const findUntruths = async (
  missive: SmallMissive,
  databaseUrl: string,
  { choices, stories }: Pick<Happenings, 'choices' | 'stories'>,
): Promise<string[]> => {
  const found: string[] = []
  const routerId = missive.organization.people.find(({ isRouter }) => isRouter)?.id ?? ''
  const inMissive = missive.conversations.all().filter(({ teamId }) => teamId !== null)
  const { known, deliveries, calls, trail } = await withStore(databaseUrl, async ({ db }, tables) => ({
    known: new Map((await db.select().from(tables.conversations)).map((row) => [row.id as string, row])),
    deliveries: await db.select({ status: tables.deliveries.status }).from(tables.deliveries),
    calls: await db.select().from(tables.outbox),
    trail: await db.select().from(tables.trail),
  }))

  const loads: Record<string, number> = {}
  for (const conversation of inMissive) {
    const { id } = conversation
    const there = standsIn(conversation, routerId)
    const row = known.get(id)
    if (!row) {
      found.push(`${id} is in Missive and unknown to Baton: ${JSON.stringify(there)}`)
      continue
    }
    const here = isKnownAs(row)
    for (const field of Object.keys(there) as (keyof typeof there)[])
      if (JSON.stringify(here[field]) !== JSON.stringify(there[field]))
        found.push(`${id} ${field}: Missive ${JSON.stringify(there[field])}, Baton ${JSON.stringify(here[field])}`)
    const { ownerId } = row
    if (ownerId ? !there.assignees.includes(ownerId) : there.assignees.length > 0)
      found.push(`${id}: Missive shows ${there.assignees.join(' and ') || 'nobody'}, Baton’s owner is ${ownerId}`)
    if (row.pendingHandoffId) found.push(`${id}: a handoff is still on its way`)
    if (isOpen(there) && !ownerId && !row.waitStatus) found.push(`${id}: open, nobody’s, and not said to wait`)
    const wanted = meant(choices.get(id) ?? [])
    // What its owner is not there for, the clock moves on, as the rules say.
    const wasMovedOn = trail.some(
      ({ conversationId, timer, fromId, toId }) =>
        conversationId === id &&
        timer?.kind === 'absent owner' &&
        toId === ownerId &&
        wanted.some((one) => one === fromId),
    )
    if (wanted.length > 0 && !(ownerId && wanted.includes(ownerId)) && !wasMovedOn)
      found.push(`${id}: people chose ${wanted.join(' or ')}, its owner is ${ownerId}`)
    if (isOpen(there) && ownerId && !there.isSnoozed) loads[ownerId] = (loads[ownerId] ?? 0) + 1
    const links = conversation.posts.flatMap(({ markdown }) =>
      [...(markdown ?? '').matchAll(LINK)].map(([, link]) => link),
    )
    if (new Set(links).size !== links.length) found.push(`${id}: a handoff was posted twice`)
  }

  const settled = deliveries.filter(({ status }) => status !== 'accepted' && status !== 'repeated')
  if (settled.length > 0) found.push(`${settled.length} deliveries were not acted on (${settled[0]?.status})`)
  const unsettled = calls.filter(({ status }) => status === 'waiting' || status === 'refused')
  for (const call of unsettled) found.push(`${call.lane}: a call is ${call.status}: ${call.reason}`)
  const counted = await expectLoadsRight(databaseUrl)
  const busy = Object.fromEntries(Object.entries(counted).filter(([, load]) => load > 0))
  if (JSON.stringify(Object.entries(busy).sort()) !== JSON.stringify(Object.entries(loads).sort()))
    found.push(`Open loads: Missive ${JSON.stringify(loads)}, Baton ${JSON.stringify(busy)}`)
  return found.length > 0 ? named([...found, ...storiesOf()]) : []

  /** Of those that are told of: what happened in Missive, and what Baton made of it. */
  function storiesOf(): string[] {
    const concerned = inMissive.filter(({ id }) => found.some((line) => line.includes(id)))
    return concerned.flatMap(({ id }) => {
      const own = trail
        .filter(({ conversationId }) => conversationId === id)
        .map(({ at, kind, fromId, toId, why }) => `${at.toISOString()} Baton: ${kind} ${fromId} → ${toId} ${why}`)
      const sent = calls
        .filter(({ lane }) => lane === id)
        .map(({ sentAt, status, call, reason }) => `${sentAt?.toISOString()} Call ${status}: ${call.assign} ${reason}`)
      return [`— ${id}`, ...[...(stories.get(id) ?? []), ...own, ...sent].sort()]
    })
  }
}

const named = (lines: readonly string[]): string[] =>
  lines.map((line) => desk.reduce((text, { id, name }) => text.replaceAll(id, name), line))
