import { useEffect, useRef } from 'preact/hooks'
import type { ConversationDetail } from '../../host-view'
import type { Desk } from '../model/desk'
import type { PanelBridge } from '../model/panel-bridge'
import { Avatar } from './avatar'
import { Composer } from './composer'
import { Timeline } from './timeline'

interface Props {
  desk: Desk
  bridge: PanelBridge
  conversation: ConversationDetail
}

const Assignees = ({ desk, conversation }: Props) => {
  const everyone = desk.setup.people
  const assigned = everyone.filter(({ id }) => conversation.assigneeIds.includes(id))
  const others = everyone.filter(({ id }) => !conversation.assigneeIds.includes(id))
  return (
    <div class="assignees">
      {assigned.map(({ id, name }) => (
        <span key={id} class="assignee">
          <Avatar name={name} isSmall />
          <bdi>{name}</bdi>
          <button
            type="button"
            aria-label={`Unassign ${name}`}
            onClick={() => void desk.act({ verb: 'removeAssignees', personIds: [id] })}
          >
            ×
          </button>
        </span>
      ))}
      {assigned.length === 0 && <span class="chip chip-waiting">no owner</span>}
      <select
        aria-label="Assign"
        value=""
        onChange={(event) => {
          void desk.act({ verb: 'addAssignees', personIds: [event.currentTarget.value] })
          event.currentTarget.value = ''
        }}
      >
        <option value="">Assign…</option>
        {others.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}

const Actions = ({ desk, bridge, conversation }: Props) => {
  const { isClosed, isSnoozed } = conversation
  return (
    <div class="actions">
      <button type="button" onClick={() => void desk.act({ verb: isClosed ? 'reopen' : 'close' })}>
        {isClosed ? 'Reopen' : 'Close'}
      </button>
      <button type="button" onClick={() => void desk.act({ verb: isSnoozed ? 'unsnooze' : 'snooze' })}>
        {isSnoozed ? 'Wake up' : 'Snooze'}
      </button>
      {conversation.team !== null && (
        <select
          aria-label="Team"
          value={conversation.team}
          onChange={(event) => void desk.act({ verb: 'moveToTeam', team: event.currentTarget.value })}
        >
          {desk.setup.teams.map(({ id, name }) => (
            <option key={id}>{name}</option>
          ))}
        </select>
      )}
      {bridge.actions.value.map(({ label, index }) => (
        <button key={index} type="button" onClick={() => bridge.run(index)}>
          {label}
        </button>
      ))}
    </div>
  )
}

const Opened = (props: Props) => {
  const { desk, conversation } = props
  const canReply = conversation.timeline.some(({ kind }) => kind === 'message')
  return (
    <>
      <header class="conversation-head">
        <h1 dir="auto">{conversation.subject}</h1>
        <div class="conversation-tools">
          {conversation.team !== null && <Assignees {...props} />}
          <Actions {...props} />
        </div>
        <div class="chips">
          {conversation.isClosed && <span class="chip chip-quiet">closed</span>}
          {conversation.people.length <= 2 && <span class="chip chip-quiet">only you and Baton see this</span>}
          {conversation.labels.map(({ id, name, color }) => (
            <span key={id} class="chip" style={color ? { '--mark': color } : undefined}>
              {name}
            </span>
          ))}
        </div>
      </header>
      <Timeline entries={conversation.timeline} id={conversation.id} />
      <Composer key={conversation.id} desk={desk} id={conversation.id} canReply={canReply} />
    </>
  )
}

const ADMIN = 'sofia@harborpine.example'

const Welcome = ({ desk, adminUrl }: { desk: Desk; adminUrl: string }) => (
  <div class="welcome">
    <h1>Every conversation gets one owner</h1>
    <p>
      Write a <em>new mail</em> as a customer, or <em>let mail arrive</em>: Baton decides who owns it and leaves a note.
      Open one to see why, and hand it on from the panel on the right.
    </p>
    <p class="hint">
      You look as {desk.viewer.value.name}. To sign in to the panel ask it for a code: it arrives in your Inbox, as it
      would in Missive.
    </p>
    <p class="hint">
      The rules, and what Baton runs on, stand on the{' '}
      <a href={adminUrl} target="_blank" rel="noreferrer">
        admin page
      </a>
      : sign in there as {ADMIN}, and look as Sofia Rossi here to read the code.
    </p>
  </div>
)

export const Conversation = ({ desk, bridge, adminUrl }: { desk: Desk; bridge: PanelBridge; adminUrl: string }) => {
  const { length, 0: first } = desk.selection.value
  const conversation = desk.view.value?.conversation
  const element = useRef<HTMLElement>(null)
  // Where the page moves sideways, what is chosen comes into sight.
  useEffect(() => {
    if (first) element.current?.scrollIntoView({ inline: 'start', block: 'nearest' })
  }, [first])
  return (
    <main class="conversation" aria-label="Conversation" ref={element}>
      {length > 1 && <p class="welcome">{`${length} conversations selected`}</p>}
      {length === 0 && <Welcome desk={desk} adminUrl={adminUrl} />}
      {length === 1 && conversation && <Opened desk={desk} bridge={bridge} conversation={conversation} />}
    </main>
  )
}
