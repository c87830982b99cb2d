import { computed, effect } from '@preact/signals-core'
import { tabApi } from '../../shared/tab-api'
import { createBase } from '../base'
import { createAttention } from '../model/attention'
import { createEnding } from '../model/ending'
import { createLeftOut } from '../model/left-out'
import { createShown, createTab } from '../model/page'
import { createPausing } from '../model/pausing'
import { createPlace, hrefOf, SECTIONS_FOR, type Section } from '../model/place'
import { createRecounting } from '../model/recounting'
import { createRules } from '../model/rules'
import { createVersions } from '../model/rules-versions'
import { Calm } from '../view/calm'
import { show } from '../view/show'
import { Content, TabPage } from '../view/tab-page'
import { Health } from './health'
import { LeftOut } from './left-out'
import { Now } from './now'
import { Places } from './places'
import { Rules } from './rules/rules'
import '../view/look.css'
import '../view/more.css'
import '../view/tab.css'
import './admin.css'
import './rules/rules.css'

const REFRESH_MS = 5_000
const NOT_ALLOWED = 'This page is for admins'

const base = createBase(null)
const tab = createTab(base)
const place = createPlace()
const sections = computed(() => {
  const state = base.session.state.value
  return state.kind === 'signed in' ? SECTIONS_FOR[state.me.access] : []
})
/** Both show what admins see of the whole. */
const isNow = (section: Section) => section === 'now' || section === 'health'
const isAt = (section: Section) => computed(() => place.value.section === section)
const common = { ...base, everyMs: REFRESH_MS }

const now = createShown({
  ...common,
  isOpen: computed(() => isNow(place.value.section)),
  ask: () => base.call(tabApi.adminNow, {}, {}),
})
const attention = createAttention({ ...common, isOpen: isAt('left-out') })
const leftOut = createLeftOut({ ...common, isOpen: isAt('left-out') })
const pausing = createPausing({
  call: base.call,
  onDone: () => void (isNow(place.peek().section) ? now : leftOut.shown).soon(),
})
const rules = createShown({ ...common, isOpen: isAt('rules'), ask: () => base.call(tabApi.rules, {}, {}) })
const writing = createRules({
  call: base.call,
  view: rules.content,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  onSaved: rules.soon,
})
const versions = createVersions({
  call: base.call,
  place,
  isSignedIn: computed(() => base.session.state.value.kind === 'signed in'),
  inForce: computed(() => rules.content.value?.inForce?.version ?? null),
  onRestored: (version) => {
    writing.savedVersion.value = version
    location.hash = hrefOf('rules')
    void rules.soon()
  },
})

const recounting = createRecounting({ call: base.call, onDone: () => void now.soon() })

const ending = createEnding({ call: base.call, onDone: () => void now.soon() })

const shown = { now, health: now, 'left-out': leftOut.shown, rules }
const isOffline = () => shown[place.value.section].problem.value?.code === 'offline'

const OpenSection = () => {
  const at = tab.now.value
  if (sections.value.length === 0)
    return <Calm title="This page is for admins and managers">Your work is in Baton’s panel in Missive.</Calm>
  if (place.value.section === 'rules')
    return (
      <Content of={rules} notAllowed={NOT_ALLOWED}>
        {(content) => <Rules rules={content} model={writing} versions={versions} place={place.value} now={at} />}
      </Content>
    )
  if (place.value.section === 'left-out')
    return (
      <Content of={leftOut.shown} notAllowed="This page is for managers">
        {(content) => <LeftOut content={content} model={leftOut} attention={attention} pausing={pausing} now={at} />}
      </Content>
    )
  return (
    <Content of={now} notAllowed={NOT_ALLOWED}>
      {(content) =>
        place.value.section === 'health' ? (
          <Health content={content} recounting={recounting} ending={ending} now={at} />
        ) : (
          <Now content={content} pausing={pausing} now={at} />
        )
      }
    </Content>
  )
}

const root = document.getElementById('page')
if (root)
  show(root, () => (
    <TabPage
      tab={tab}
      title="Admin"
      places={<Places at={place.value.section} sections={sections.value} />}
      isOffline={isOffline()}
    >
      <OpenSection />
    </TabPage>
  ))
effect(() => {
  if (location.hash !== '') return
  const [first] = sections.value
  if (first && first !== place.peek().section) location.replace(hrefOf(first))
  // Whoever comes before there are rules comes to write them.
  else if (now.content.value?.rules.version === null) location.replace(hrefOf('rules'))
})
addEventListener('beforeunload', (event) => {
  if (writing.isUnsaved.value) event.preventDefault()
})
void tab.start()
