import type { DeskView } from '../../host-view'
import type { Desk } from '../model/desk'
import { Avatar } from './avatar'

type Inbox = DeskView['inboxes'][number]

const InboxButton = ({ desk, inbox, label }: { desk: Desk; inbox: Inbox; label: string }) => (
  <li>
    <button
      type="button"
      class="inbox"
      aria-current={desk.mailbox.value === inbox.id ? 'true' : undefined}
      onClick={() => desk.openMailbox(inbox.id)}
    >
      <span>{label}</span>
      {inbox.count > 0 && <span class="count">{inbox.count}</span>}
    </button>
  </li>
)

const Inboxes = ({ desk }: { desk: Desk }) => {
  const inboxes = desk.view.value?.inboxes ?? []
  const teams = [...new Set(inboxes.flatMap(({ group }) => group ?? []))]
  return (
    <nav aria-label="Inboxes" class="inboxes">
      <ul>
        {inboxes.map((inbox) => inbox.group === null && <InboxButton desk={desk} inbox={inbox} label={inbox.name} />)}
      </ul>
      {teams.map((team) => (
        <section key={team} aria-label={team}>
          <h2>{team}</h2>
          <ul>
            {inboxes.map(
              (inbox) =>
                inbox.group === team && (
                  <InboxButton desk={desk} inbox={inbox} label={inbox.id.startsWith('open:') ? 'Open' : 'Team inbox'} />
                ),
            )}
          </ul>
        </section>
      ))}
    </nav>
  )
}

const Viewer = ({ desk }: { desk: Desk }) => (
  <label class="viewer">
    <Avatar name={desk.viewer.value.name} />
    <span class="viewer-choice">
      <span class="hint">Looking as</span>
      <select value={desk.viewer.value.id} onChange={(event) => desk.lookAs(event.currentTarget.value)}>
        {desk.setup.people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </span>
  </label>
)

const Switch = ({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: (isOn: boolean) => void }) => (
  <label class="switch">
    <input
      type="checkbox"
      role="switch"
      aria-checked={isOn}
      checked={isOn}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
    <span class="track" aria-hidden="true" />
    {label}
  </label>
)

export const Sidebar = ({ desk, onNewMail }: { desk: Desk; onNewMail: () => void }) => (
  <aside class="sidebar" aria-label="Desk">
    <Viewer desk={desk} />
    <button type="button" class="primary" onClick={onNewMail}>
      New mail
    </button>
    <Inboxes desk={desk} />
    <div class="switches">
      <Switch
        label="Let mail arrive"
        isOn={desk.view.value?.isStreaming ?? false}
        onChange={(isOn) => void desk.letMailArrive(isOn)}
      />
      <Switch
        label="Dark"
        isOn={desk.theme.value === 'dark'}
        onChange={(isOn) => {
          desk.theme.value = isOn ? 'dark' : 'light'
        }}
      />
      <p class="hint">{desk.setup.organization}: a small Missive that lives only while this server runs.</p>
    </div>
  </aside>
)
