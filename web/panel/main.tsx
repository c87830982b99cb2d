import { render } from 'preact'
import { createBase } from '../base'
import { openHost } from '../host'
import { keepInHost, PanelModel } from '../model/panel'
import { browserTimers } from '../timers'
import { App } from './app'
import '../view/look.css'
import './panel.css'

const host = openHost((globalThis as { Missive?: Parameters<typeof openHost>[0] }).Missive, browserTimers)
const base = createBase(keepInHost(host))
const model = new PanelModel({ ...base, host, origin: location.origin })

const reload = () => {
  model.save()
  location.reload()
}

const Panel = () => <App model={model} isOutdated={base.isOutdated.value} reload={reload} />

const root = document.getElementById('panel')
if (root) render(<Panel />, root)
void model.start()
