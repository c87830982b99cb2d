import { sayList } from '../routing/spoken'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Books } from './books'
import type { Desk } from './desk'
import { teamOf } from './pauses'
import { personOf } from './person'
import { sayOwner } from './say-owner'
import { hasTwoOwners, latestChange, othersOfBaton } from './two-owners'

/** Of the trail so much is looked at. */
const LATEST = 10

/**
 * Somebody chose another owner in Missive, beside whom Baton had added: those go. It is said once for each choice,
 * whether Missive follows or not.
 */
export function* correctOwner(desk: Desk, tx: Db, books: Books, conversation: Conversation): Steps<void> {
  const { ownerId, noteMissing } = conversation
  const gone = othersOfBaton(conversation)
  const team = desk.rules()?.rules.teams.find(({ name }) => name === teamOf(desk, conversation))
  if (!ownerId || gone.length === 0 || !hasTwoOwners(conversation) || team?.mode !== 'route') return
  const trail = yield* run(desk.store.trail.of(tx, conversation.id, LATEST))
  if (latestChange(trail)?.kind !== 'adopted') return
  const earlier = sayList(gone.map((each) => personOf(desk, each).name))
  const why = `${personOf(desk, ownerId).name} was chosen in Missive, after Baton had assigned ${earlier}.`
  // The line says who has it, not what is needed: a note that is missing still is.
  yield* sayOwner(desk, tx, books, conversation, { to: ownerId, why, values: { noteMissing } })
}
