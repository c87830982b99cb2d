import type { Method, Urgency } from '../../shared/decision'
import type { TeammateId } from '../../shared/ids'
import type { LoadFacts, Team, Teammate } from './facts'

/** A teammate who is weighed for a conversation, with what they hold now. */
export interface Candidate {
  teammate: Teammate
  load: LoadFacts
}

const neverGiven = Number.NEGATIVE_INFINITY

const byLeastBusy = (a: Candidate, b: Candidate): number =>
  a.load.openLoad - b.load.openLoad ||
  byMoment(a.load.lastGivenWorkAt, b.load.lastGivenWorkAt) ||
  (a.teammate.id < b.teammate.id ? -1 : 1)

const byMoment = (a: Date | null, b: Date | null): number => {
  const [first, second] = [a ? +a : neverGiven, b ? +b : neverGiven]
  return first === second ? 0 : first - second
}

/**
 * Places after the one who had the latest turn, in the order of members; from the start when nobody had, or they left
 * the team.
 */
const byTurn = (members: readonly TeammateId[], latest: TeammateId | undefined) => {
  const offset = latest === undefined ? 0 : members.indexOf(latest) + 1
  const places = new Map(members.map((id, index) => [id, (index - offset + members.length) % members.length]))
  const place = ({ teammate }: Candidate) => places.get(teammate.id) ?? members.length
  return (a: Candidate, b: Candidate): number => place(a) - place(b)
}

/** The method that counts: urgent work goes to the least busy, whatever the team's own method is. */
export const methodFor = (team: Pick<Team, 'method'>, urgency: Urgency): Method =>
  urgency === 'urgent' ? 'least_busy' : team.method

/**
 * The candidates, best first. Least busy: smallest open load, then longest since last given work (never first), then
 * id.
 */
export const ranked = <One extends Candidate>(
  candidates: readonly One[],
  method: Method,
  members: readonly TeammateId[],
  latestTurn: TeammateId | undefined,
): One[] => candidates.toSorted(method === 'round_robin' ? byTurn(members, latestTurn) : byLeastBusy)
