import { useState } from 'preact/hooks'
import type { Desk } from '../model/desk'
import type { PanelBridge } from '../model/panel-bridge'
import { Conversation } from './conversation'
import { AlertDialog, FormDialog, NewMailDialog } from './dialogs'
import { List } from './list'
import { Panel } from './panel'
import { Sidebar } from './sidebar'
import { Toasts } from './toasts'

export const App = ({ desk, bridge, panelUrl }: { desk: Desk; bridge: PanelBridge; panelUrl: string }) => {
  const [isWriting, setWriting] = useState(false)
  const { alert, form } = bridge
  return (
    <>
      <Sidebar desk={desk} onNewMail={() => setWriting(true)} />
      <List desk={desk} />
      <Conversation desk={desk} bridge={bridge} adminUrl={new URL('/admin/', panelUrl).href} />
      <Panel desk={desk} bridge={bridge} url={panelUrl} />
      <Toasts desk={desk} />
      {desk.problem.value && !isWriting && (
        <p class="problem problem-bar" role="alert">
          {desk.problem.value}
        </p>
      )}
      {isWriting && <NewMailDialog desk={desk} onDone={() => setWriting(false)} />}
      {alert.value && (
        <AlertDialog
          alert={alert.value}
          onDone={() => {
            alert.value = null
          }}
        />
      )}
      {form.value && (
        <FormDialog
          form={form.value}
          onDone={() => {
            form.value = null
          }}
        />
      )}
    </>
  )
}
