import { tabApi } from '../../shared/tab-api'
import { createBase } from '../base'
import { createPage } from '../model/page'
import { show } from '../view/show'
import { TabPage } from '../view/tab-page'
import { Now } from './now'
import '../view/look.css'
import '../view/tab.css'
import './admin.css'

const REFRESH_MS = 5_000

const base = createBase(null)
const page = createPage({ ...base, everyMs: REFRESH_MS, ask: () => base.call(tabApi.adminNow, {}, {}) })

const root = document.getElementById('page')
if (root)
  show(root, () => (
    <TabPage page={page} title="Admin" notAllowed="This page is for admins">
      {(content) => <Now content={content} now={page.now.value} />}
    </TabPage>
  ))
void page.start()
