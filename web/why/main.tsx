import { effect } from '@preact/signals-core'
import { tabApi } from '../../shared/tab-api'
import { createBase } from '../base'
import { createPage } from '../model/page'
import { show } from '../view/show'
import { TabPage } from '../view/tab-page'
import { Why } from './why'
import '../view/look.css'
import '../view/tab.css'
import './why.css'

const REFRESH_MS = 5_000

const id = decodeURIComponent(location.pathname.split('/')[2] ?? '')
const base = createBase(null)
const page = createPage({ ...base, everyMs: REFRESH_MS, ask: () => base.call(tabApi.why, { id }, {}) })

const nameTheTab = () => {
  const subject = page.content.value?.conversation.subject
  if (subject) document.title = `${subject} · Baton`
}

const root = document.getElementById('page')
if (root)
  show(root, () => (
    <TabPage page={page} title="Why" notAllowed="This one is for its team">
      {(content) => <Why content={content} now={page.now.value} />}
    </TabPage>
  ))
effect(nameTheTab)
void page.start()
