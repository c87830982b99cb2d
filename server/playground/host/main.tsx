import { render } from 'preact'
import { get } from './model/call'
import { createDesk, type Setup } from './model/desk'
import { createPanelBridge } from './model/panel-bridge'
import { App } from './view/app'

const panelUrl = document.querySelector<HTMLMetaElement>('meta[name="panel-url"]')?.content ?? ''
const desk = createDesk(await get<Setup>('setup'))
const bridge = createPanelBridge(desk, panelUrl)
render(<App desk={desk} bridge={bridge} panelUrl={panelUrl} />, document.body)
