import { GuardCard, ToDo } from '../view/conversation'
import moreStyle from '../view/more.css?url'
import { Standing } from '../view/owner-card'
import { addStyle } from './add-style'
import { Outcome } from './app'
import laterStyle from './later.css?url'

/** What a click may show at once is asked for while the first view is on its way, beside it and not before it. */
export const loadRest = (): void => {
  addStyle(moreStyle)
  addStyle(laterStyle)
  for (const part of [Standing, ToDo, Outcome, GuardCard]) part.load()
}
