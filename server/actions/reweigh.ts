import { type Db, run, type Steps } from '../store/database'
import type { Store } from '../store/store'
import type { Books } from './books'

/** What is owned counts by the rules that the books go by: conversations and loads, in one transaction. */
export function* reweigh(store: Store, tx: Db, books: Books): Steps<void> {
  for (const conversation of books.takeOver(yield* run(store.conversations.held(tx)))) books.keep(conversation)
}
