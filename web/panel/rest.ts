import { effect } from '@preact/signals-core'
import type { FormName } from '../model/conversation'
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

/** A form that closes gives the focus back to the button that opened it. */
const createFocusReturn = (model: PanelModel) => {
  let last: { model: unknown; form: FormName | null } = { model: null, form: null }
  return () => {
    const open = model.conversation.value
    const form = open?.form.value ?? null
    if (last.form && !form && last.model === open) document.getElementById(openerId(last.form))?.focus()
    last = { model: open, form }
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
