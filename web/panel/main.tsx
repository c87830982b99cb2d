import { effect } from '@preact/signals-core'
import { createBase } from '../base'
import { openHost } from '../host'
import type { FormName } from '../model/conversation'
import { createPanel, keepInHost } from '../model/panel'
import { browserTimers } from '../timers'
import { openerId } from '../view/focus'
import { later } from '../view/later'
import { fieldId } from '../view/note-field'
import { show } from '../view/show'
import { App } from './app'
import { loadRest } from './rest'
import '../view/look.css'
import './panel.css'

const host = openHost((globalThis as { Missive?: Parameters<typeof openHost>[0] }).Missive, browserTimers)
const base = createBase(keepInHost(host))
const model = createPanel({ ...base, host, origin: location.origin })
const parts = {
  SigningIn: later(async () => (await import('./signing-in')).createSigningIn(model, base.call)),
  Work: later(async () => (await import('./work')).createWorkPart(base, model)),
  Several: later(async () => (await import('./several')).createSeveralPart(model, base.call)),
  Why: later(async () => (await import('./why')).createWhyPart(base, model)),
  Attention: later(
    async () => (await import('./attention')).createAttentionPart(base, model),
    () => null,
  ),
}

const reload = () => {
  model.save()
  location.reload()
}

const focusAskedField = () => {
  const asked = model.conversation.value?.note.asked.value
  if (asked) document.getElementById(fieldId(asked.field))?.focus()
}

/** A form that closes gives the focus back to the button that opened it. */
const createFocusReturn = () => {
  let last: { model: unknown; form: FormName | null } = { model: null, form: null }
  return () => {
    const open = model.conversation.value
    const form = open?.form.value ?? null
    if (last.form && !form && last.model === open) document.getElementById(openerId(last.form))?.focus()
    last = { model: open, form }
  }
}

const startAtTheTop = () => {
  if (model.conversation.value) window.scrollTo(0, 0)
}

const root = document.getElementById('panel')
if (root) show(root, () => <App model={model} parts={parts} isOutdated={base.isOutdated.value} reload={reload} />)
effect(focusAskedField)
effect(createFocusReturn())
effect(startAtTheTop)
loadRest()
void model.start()
