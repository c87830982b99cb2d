import { createBase } from '../base'
import { openHost } from '../host'
import { createPanel, keepInHost } from '../model/panel'
import { speakTo } from '../text/choose'
import { browserTimers } from '../timers'
import { later } from '../view/later'
import { show } from '../view/show'
import { App } from './app'
import '../view/look.css'
import './panel.css'

const host = openHost((globalThis as { Missive?: Parameters<typeof openHost>[0] }).Missive, browserTimers)
const base = createBase(keepInHost(host))
const model = createPanel({ ...base, host, origin: location.origin })
const parts = {
  SigningIn: later(async () => (await import('./signing-in')).createSigningIn(model, base.call)),
  Work: later(async () => (await import('./work')).createWorkPart(base, model)),
  Several: later(async () => (await import('./several')).createSeveralPart(base, model)),
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

const root = document.getElementById('panel')
if (root) show(root, () => <App model={model} parts={parts} isOutdated={base.isOutdated.value} reload={reload} />)
void import('./rest').then(({ startRest }) => startRest(model))
void speakTo(navigator.languages)
void model.start()
