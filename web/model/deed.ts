import type { Acknowledgement } from '../../shared/desk-bodies'
import type { Guard } from '../../shared/guard-api'
import type { TeammateId } from '../../shared/ids'
import type { WholeView } from '../../shared/owner-api'
import type { Person, TrailEntry } from '../../shared/panel-api'
import type { Answer } from '../api'

/** What a person has accepted so that something may be done. */
export interface Going {
  acknowledged: Acknowledgement[]
  /** It was closed, and is to be opened again. */
  reopen: boolean
}

/** Something that a person asked for, ready to be sent, once or again. */
export interface Deed {
  kind: 'assign' | 'take' | 'give back' | 'undo' | 'act'
  /** What is said while it is under way. */
  doing: string
  /** To whom it is given; left out: guards have no say. */
  to?: TeammateId
  /** Who owns it then, and what the trail says; owner null: nobody. Left out: it stays as it is, or only the server can tell. */
  becomes?: { owner: Person | null; kind: TrailEntry['kind'] }
  /** The note goes with it, and a new one starts from a draft. */
  sendsNote: boolean
  send: (going: Going) => Promise<Answer<unknown>>
}

interface Objection {
  /** They may not, whatever is said. */
  refused: string | null
  /** Not answered yet. */
  guards: readonly Guard[]
}

const NONE: Objection = { refused: null, guards: [] }

/** What the server would object to, as far as the latest answer tells. */
export const objectionTo = (view: WholeView | null, { to }: Deed, { acknowledged }: Going): Objection => {
  const against = [view?.taking, ...(view?.giving ?? [])].find((one) => one && one.teammateId === to)
  if (!against) return NONE
  const isOpen = ({ code }: Guard) => !acknowledged.some((answered) => answered.code === code)
  return { refused: against.refused, guards: against.guards.filter(isOpen) }
}

/** The conversation as it will be once what was asked for is done. */
export const asExpected = (
  known: WholeView | null,
  deed: Deed | null,
  by: Person | null,
  now: Date,
): WholeView | null => {
  if (!known || !by || !deed?.becomes) return known
  const { owner, kind } = deed.becomes
  const entry: TrailEntry = {
    id: known.whyId as TrailEntry['id'],
    kind,
    at: now,
    from: known.owners[0] ?? null,
    to: owner,
    by,
    why: '',
    delivery: { state: 'sending', reason: null, turnAt: null },
  }
  return {
    ...known,
    owners: owner ? [owner] : [],
    why: '',
    next: [],
    trail: [entry, ...known.trail],
    undo: null,
    twoOwners: null,
    noteWanted: false,
    removeInMissive: [],
    givenBy: null,
    mayRelease: known.mayRelease || owner?.id === by.id,
  }
}
