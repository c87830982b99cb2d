import { hash } from 'node:crypto'
import type { Method, Urgency } from '../../shared/decision'
import type { ConversationId, TeammateId } from '../../shared/ids'
import type { LoadFacts, Team, Teammate } from './facts'

/** A teammate who is weighed for a conversation, with what they hold now. */
export interface Candidate {
  teammate: Teammate
  load: LoadFacts
}

type Order = (a: Candidate, b: Candidate) => number

const NOBODY = '' as TeammateId
const neverGiven = Number.NEGATIVE_INFINITY

const byMoment = (a: Date | null, b: Date | null): number => {
  const [first, second] = [a ? +a : neverGiven, b ? +b : neverGiven]
  return first === second ? 0 : first - second
}

const byId: Order = (a, b) => (a.teammate.id < b.teammate.id ? -1 : 1)

/** Smallest open load, then longest since last given work (never first), then id. */
export const byLeastBusy: Order = (a, b) =>
  a.load.openLoad - b.load.openLoad || byMoment(a.load.lastGivenWorkAt, b.load.lastGivenWorkAt) || byId(a, b)

/**
 * Who follows whom, as it stood after the latest turn, when that one was last. Members who came since stand where the
 * document has them; when the one with the latest turn has left, their first follower who is still there goes on.
 */
const byTurn = (members: readonly TeammateId[], following: readonly TeammateId[]): Order => {
  const latest = members.indexOf(following.at(-1) ?? NOBODY)
  const next = members.indexOf(following.find((id) => members.includes(id)) ?? NOBODY)
  const start = latest >= 0 ? latest + 1 : Math.max(next, 0)
  const places = new Map(members.map((id, index) => [id, (index - start + members.length) % members.length]))
  const place = ({ teammate }: Candidate) => places.get(teammate.id) ?? members.length
  return (a, b) => place(a) - place(b)
}

/** How members follow once this one had the turn: what `Facts.turns` keeps. */
export const followingAfter = (members: readonly TeammateId[], latest: TeammateId): TeammateId[] => {
  const at = members.indexOf(latest) + 1
  return [...members.slice(at), ...members.slice(0, at)]
}

/** Everybody's lot for one conversation: the same whoever else takes part, and nobody can foresee it. */
const byLot = (conversationId: ConversationId, candidates: readonly Candidate[]): Order => {
  const lots = new Map(candidates.map(({ teammate: { id } }) => [id, hash('sha256', `${conversationId} ${id}`)]))
  const lot = ({ teammate }: Candidate) => lots.get(teammate.id) ?? ''
  return (a, b) => (lot(a) < lot(b) ? -1 : 1)
}

/**
 * The method that counts. Urgent work goes to the least busy instead of in turn or by lot; where people claim it is given
 * to the least busy once its target nears.
 */
export const methodFor = (team: Pick<Team, 'method'>, urgency: Urgency, isNear: boolean): Method => {
  if (urgency !== 'urgent') return team.method
  if (team.method === 'all_at_once') return 'all_at_once'
  return team.method === 'claim' && !isNear ? 'claim' : 'least_busy'
}

/** What an order by method depends on. */
export interface Ranking {
  method: Method
  members: readonly TeammateId[]
  /** Of `Facts.turns`. */
  following: readonly TeammateId[]
  conversationId: ConversationId
}

/** The candidates, best first. */
export const ranked = <One extends Candidate>(
  candidates: readonly One[],
  { method, members, following, conversationId }: Ranking,
): One[] => {
  if (method === 'round_robin') return candidates.toSorted(byTurn(members, following))
  return candidates.toSorted(method === 'random' ? byLot(conversationId, candidates) : byLeastBusy)
}
