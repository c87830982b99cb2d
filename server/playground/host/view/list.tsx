import type { ConversationRow } from '../../host-view'
import type { Desk } from '../model/desk'
import { Avatar } from './avatar'
import { Time } from './time'

const Owner = ({ row }: { row: ConversationRow }) => {
  if (row.isClosed) return <span class="chip chip-quiet">closed</span>
  if (row.assignees.length > 0) {
    return (
      <span class="owners" title={row.assignees.join(', ')}>
        {row.assignees.map((name) => (
          <Avatar key={name} name={name} isSmall />
        ))}
        <span class="sr-only">{`assigned to ${row.assignees.join(', ')}`}</span>
      </span>
    )
  }
  return row.isWaiting ? <span class="chip chip-waiting">no owner</span> : null
}

const Row = ({ desk, row }: { desk: Desk; row: ConversationRow }) => {
  const choose = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey) desk.toggleSelected(row.id)
    else desk.select([row.id])
  }
  return (
    <li>
      <button
        type="button"
        class="row"
        data-id={row.id}
        data-answered={row.isAnswered}
        style={row.color ? { '--mark': row.color } : undefined}
        aria-current={desk.selection.value.includes(row.id) ? 'true' : undefined}
        onClick={choose}
      >
        <span class="row-top">
          <span class="row-from" dir="auto">
            {row.from}
          </span>
          <Time at={row.at} />
        </span>
        <span class="row-subject" dir="auto" title={row.subject}>
          {row.subject}
        </span>
        <span class="row-bottom">
          <span class="row-preview" dir="auto">
            {row.preview}
          </span>
          <Owner row={row} />
        </span>
      </button>
    </li>
  )
}

/** Arrow keys go from row to row, as in a mail program. */
const moveFocus = (event: KeyboardEvent) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  event.preventDefault()
  const rows = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.row')]
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + step]
  next?.focus()
  next?.click()
}

export const List = ({ desk }: { desk: Desk }) => {
  const rows = desk.view.value?.list ?? []
  const inbox = desk.view.value?.inboxes.find(({ id }) => id === desk.mailbox.value)
  return (
    <section class="list" aria-label="Conversations">
      <header>
        <h1>{inbox?.name ?? ' '}</h1>
        <span class="hint">{rows.length > 0 ? rows.length : ''}</span>
      </header>
      <ul onKeyDown={moveFocus}>
        {rows.map((row) => (
          <Row key={row.id} desk={desk} row={row} />
        ))}
      </ul>
      {desk.view.value && rows.length === 0 && <p class="empty">Nothing here.</p>}
    </section>
  )
}
