import { effect } from '@preact/signals-core'
import { tabApi } from '../../shared/tab-api'
import { createBase } from '../base'
import { createShown, createTab } from '../model/page'
import { createWanting } from '../model/wanting'
import { show } from '../view/show'
import { Content, TabPage } from '../view/tab-page'
import { Why } from './why'
import '../view/look.css'
import '../view/more.css'
import '../view/tab.css'
import './why.css'

const REFRESH_MS = 5_000

const id = location.pathname.split('/')[2] ?? ''
const base = createBase(null)
const tab = createTab(base)
const shown = createShown({ ...base, everyMs: REFRESH_MS, ask: () => base.call(tabApi.why, { id }, {}) })
const wanting = createWanting({
  call: base.call,
  about: () => shown.content.peek()?.conversation.id ?? null,
  onDone: shown.soon,
})

const nameTheTab = () => {
  const subject = shown.content.value?.conversation.subject
  if (subject) document.title = `${subject} · Baton`
}

const isAdmin = () => {
  const session = base.session.state.value
  return session.kind === 'signed in' && session.me.access === 'admin'
}

const root = document.getElementById('page')
if (root)
  show(root, () => (
    <TabPage tab={tab} title="Why" isOffline={shown.problem.value?.code === 'offline'}>
      <Content of={shown} notAllowed="This one is for its team">
        {(content) => <Why content={content} now={tab.now.value} wanting={wanting} isAdmin={isAdmin()} />}
      </Content>
    </TabPage>
  ))
effect(nameTheTab)
void tab.start()
