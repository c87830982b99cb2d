import { effect, signal } from '@preact/signals-core'
import { createBase } from '../base'
import { openHost } from '../host'
import { createPanel, keepInHost } from '../model/panel'
import { browserTimers } from '../timers'
import { fieldId } from '../view/note-card'
import { show } from '../view/show'
import { App } from './app'
import type { SigningIn } from './signing-in'
import '../view/look.css'
import './panel.css'

const RETRY_MS = 3_000

const host = openHost((globalThis as { Missive?: Parameters<typeof openHost>[0] }).Missive, browserTimers)
const base = createBase(keepInHost(host))
const model = createPanel({ ...base, host, origin: location.origin })

const signingIn = signal<SigningIn | null>(null)

const loadSigningIn = () => {
  if (model.session.state.value.kind !== 'signed out' || signingIn.value) return
  import('./signing-in').then(
    ({ createSigningIn }) => {
      signingIn.value = createSigningIn(model, base.call)
    },
    () => browserTimers.after(RETRY_MS, loadSigningIn),
  )
}

const reload = () => {
  model.save()
  location.reload()
}

const focusAskedField = () => {
  const asked = model.conversation.value?.note.asked.value
  if (asked) document.getElementById(fieldId(asked.field))?.focus()
}

const startAtTheTop = () => {
  if (model.conversation.value) window.scrollTo(0, 0)
}

const root = document.getElementById('panel')
if (root)
  show(root, () => <App model={model} SigningIn={signingIn.value} isOutdated={base.isOutdated.value} reload={reload} />)
effect(loadSigningIn)
effect(focusAskedField)
effect(startAtTheTop)
void model.start()
