import type { SmallMissive } from '../../server/playground/small-missive'
import type { OutboxRow, TrailRow } from '../../server/store/tables'
import type { Absence, Memory, Pause } from './memory'

/** What happens so close together may reach Baton in either order, or at once. */
export const CLOSE_MS = 2 * 60_000

/** What tells a post, or a line of it, from all others. */
const LINK = /\/why\/([\w#-]+)/g
const linksIn = (text: string | null): string[] => [...(text ?? '').matchAll(LINK)].flatMap(([, link]) => link ?? [])
const handoffIn = (link: string): string => link.split('#').at(-1) ?? link

interface Done {
  calls: readonly OutboxRow[]
  trail: readonly TrailRow[]
}

/** What Baton did at some moment though it must not have, each in a sentence. */
export const findBroken = (missive: SmallMissive, memory: Memory, { calls, trail }: Done): string[] => [
  ...findPostedTwice(missive),
  ...memory.pauses.flatMap((pause) => findPostedDuring(pause, missive, calls)),
  ...memory.absences.flatMap((absence) => findRoutedTo(absence, trail)),
  ...findRoutedAgainst(memory, trail),
]

const findPostedTwice = ({ conversations }: SmallMissive): string[] =>
  conversations.all().flatMap(({ id, posts }) => {
    // Two lines of one post may be about the same conversation.
    const links = posts.flatMap(({ markdown }) => [...new Set(linksIn(markdown))])
    return new Set(links).size === links.length ? [] : [`${id}: a handoff was posted twice`]
  })

/** What went out while routing was held, though nobody asked for it. */
const findPostedDuring = (pause: Pause, { requests }: SmallMissive, calls: readonly OutboxRow[]): string[] => {
  const from = pause.after ? requests.indexOf(pause.after) + 1 : 0
  const to = pause.isOver ? requests.lastIndexOf(pause.until as (typeof requests)[number]) + 1 : undefined
  const sent = requests.slice(from, to).flatMap(({ body }) => linksIn(JSON.stringify(body)))
  const handoffs = new Set(sent.map(handoffIn))
  return calls
    .filter(({ handoffId, priority }) => handoffs.has(handoffId) && priority > 0)
    .filter(({ team, sentAt }) => (pause.team === null || team === pause.team) && sentAt && sentAt > pause.since)
    .map(({ lane }) => `${lane}: posted while ${pause.team ?? 'all'} was paused`)
}

const findRoutedTo = ({ person, from, to }: Absence, trail: readonly TrailRow[]): string[] =>
  trail
    .filter(({ kind, toId, at }) => kind === 'routed' && toId === person && +at - +from > CLOSE_MS && !(to && at >= to))
    .map(({ conversationId, at }) => `${conversationId}: routed at ${at.toISOString()} to ${person}, who is away`)

const findRoutedAgainst = ({ nobodys }: Memory, trail: readonly TrailRow[]): string[] =>
  trail.flatMap(({ kind, conversationId: id, at }) => {
    const since = nobodys.get(id)
    return kind === 'routed' && since && at > since ? [`${id}: routed, though people want no owner for it`] : []
  })
