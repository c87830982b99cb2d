import { later, MINUTE } from '../clock'
import type { Happening, Snapshot } from '../missive/snapshot'
import type { Conversation } from '../store/tables'

type Label = Conversation['labels'][number]

/** A message may reach Missive so long after its sender's time and still be what happened last. */
const TRANSIT_MS = MINUTE
/** A reopening told so soon after the customer's message is explained by it. */
const EXPLAINED_MS = 2 * MINUTE

export interface FoldedState {
  values: Pick<Conversation, 'isClosed' | 'isTrashed' | 'isJunk' | 'isSnoozed'>
  isDoubtful: boolean
  /** Whether it is open at all is doubtful. */
  asksFirst: boolean
}

interface About {
  isFirst: boolean
  customerWrote: boolean
  now: Date
}

/** Open or closed, trash, junk and snooze, after a payload: the kind of the event tells, the rows of others only when asked. */
export const foldState = (
  known: Conversation,
  { flags }: Snapshot,
  happening: Happening,
  { isFirst, customerWrote, now }: About,
): FoldedState => {
  const seen = flags ?? statesOf(known)
  const told = (isClosed: boolean, isDoubtful = false): FoldedState => ({
    values: { ...seen, isClosed },
    isDoubtful,
    asksFirst: false,
  })
  switch (happening.kind) {
    case 'read':
      return told(seen.isClosed)
    // A recorded close shows every row still open (Missive REST API, *Webhooks*, payload).
    case 'closed':
      return told(true, !isFirst && known.isClosed)
    // What was not closed before: the close is still to come, and would be taken for the later one.
    case 'reopened':
      return told(false, !isFirst && !known.isClosed && !isExplained(known, now))
    case 'incoming':
      if (isFirst) return told(false)
      if (!customerWrote) break
      if (!known.isClosed || !isOlder(happening.at, known)) return told(false)
      return { ...told(true, true), asksFirst: true }
  }
  return isFirst ? told(seen.isClosed) : told(known.isClosed, seen.isClosed !== known.isClosed)
}

const statesOf = ({ isClosed, isTrashed, isJunk, isSnoozed }: Conversation): FoldedState['values'] => ({
  isClosed,
  isTrashed,
  isJunk,
  isSnoozed,
})

const isExplained = ({ lastIncomingAt }: Conversation, now: Date): boolean =>
  lastIncomingAt !== null && later(lastIncomingAt, EXPLAINED_MS) >= now

/** Missive has told of the conversation since: the close that is known may well have come after this message. */
const isOlder = (at: Date | null, { shownAt }: Conversation): boolean => at !== null && later(at, TRANSIT_MS) < shownAt

/** Only these tell of the team for sure: any other payload may be older than the latest move. */
const TELLS_TEAM = ['team', 'read']

export const foldTeam = (
  known: Conversation,
  { missiveTeamId, flags }: Snapshot,
  { kind }: Happening,
  isFirst: boolean,
): Pick<Conversation, 'missiveTeamId'> & { isDoubtful: boolean } => {
  // A row of a guest names no team either; then nothing is known of it.
  const isTold = missiveTeamId !== null || flags !== null || kind === 'team'
  if (!isTold || missiveTeamId === known.missiveTeamId) return { missiveTeamId: known.missiveTeamId, isDoubtful: false }
  if (isFirst || TELLS_TEAM.includes(kind)) return { missiveTeamId, isDoubtful: false }
  return { missiveTeamId: known.missiveTeamId, isDoubtful: true }
}

export const areSameLabels = (a: readonly Label[], b: readonly Label[]): boolean =>
  a.length === b.length && a.every(({ id }) => b.some((label) => label.id === id))

const TELLS_LABELS = ['label', 'read']

/** `isNew`: the payload tells of something new, so that it is no older than what is known. */
export const foldLabels = (
  known: Conversation,
  { labels }: Snapshot,
  { kind }: Happening,
  isNew: boolean,
): { labels: Label[]; isDoubtful: boolean } => {
  if (labels === null) return { labels: known.labels, isDoubtful: false }
  if (isNew || TELLS_LABELS.includes(kind) || areSameLabels(labels, known.labels)) return { labels, isDoubtful: false }
  return { labels: known.labels, isDoubtful: true }
}
