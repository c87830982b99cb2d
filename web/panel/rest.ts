import { effect } from '@preact/signals-core'
import type { ConversationModel } from '../model/conversation'
import type { PanelModel } from '../model/panel'
import { GuardCard, ToDo } from '../view/conversation'
import { openerId } from '../view/focus'
import moreStyle from '../view/more.css?url'
import { fieldId } from '../view/note-field'
import { Standing } from '../view/owner-card'
import { addStyle } from './add-style'
import { Outcome } from './app'
import laterStyle from './later.css?url'

const focusAskedField = (model: PanelModel) => () => {
  const asked = model.conversation.value?.note.asked.value
  if (asked) document.getElementById(fieldId(asked.field))?.focus()
}

/** What opened that which has the focus now, a form or a warning, or will be gone with it; null: nothing is open. */
const openerOf = ({ guarded, form, doing }: ConversationModel): string | null => {
  const deed = guarded.value?.deed
  if (deed) return openerId(deed.kind === 'assign' ? `assign ${deed.to}` : deed.kind)
  if (form.value) return openerId(form.value)
  return doing.value?.kind === 'undo' ? openerId('undo') : null
}

/** What had the focus is gone, and nobody went on elsewhere. */
const isFocusLost = () => document.hasFocus() && (document.activeElement as HTMLElement).tabIndex < 0

const focusOwner = () => {
  const owner = document.querySelector<HTMLElement>('.owner')
  if (!owner) return
  owner.tabIndex = -1
  owner.focus()
}

const focusInstead = (opener: string) => () => {
  if (!isFocusLost()) return
  const button = document.getElementById(opener)
  if (button) button.focus()
  else focusOwner()
}

/** What closes gives the focus back to the button that opened it; where that is gone, to who owns it now. */
const createFocusReturn = (model: PanelModel) => {
  let last: { open: ConversationModel | null; opener: string | null } = { open: null, opener: null }
  return () => {
    const open = model.conversation.value
    const opener = open && openerOf(open)
    // Once what closes is no longer drawn.
    if (last.opener && !opener && last.open === open) queueMicrotask(focusInstead(last.opener))
    last = { open, opener }
  }
}

const startAtTheTop = (model: PanelModel) => () => {
  if (model.conversation.value) window.scrollTo(0, 0)
}

/** What follows the first view, asked for beside it: what a click may show at once, its styles, and where the focus goes. */
export const startRest = (model: PanelModel): void => {
  addStyle(moreStyle)
  addStyle(laterStyle)
  for (const part of [Standing, ToDo, Outcome, GuardCard]) part.load()
  effect(focusAskedField(model))
  effect(createFocusReturn(model))
  effect(startAtTheTop(model))
}
