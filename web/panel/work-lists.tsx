import type { UnassignedRow, WorkRow } from '../../shared/work-api'
import { sayMoment, sayTimeLeft } from '../model/moments'
import type { PanelModel } from '../model/panel'
import type { WorkModel } from '../model/work'
import { t } from '../text/language'
import { tMore } from '../text/more'
import { MoreRow } from '../view/more-row'

const SHOWN_AT_FIRST = 5

interface RowProps {
  row: WorkRow
  panel: PanelModel
}

const sayState = ({ urgency, waitingSince, isSnoozed, noteWanted }: WorkRow): string => {
  const words = tMore().work
  const whose = waitingSince ? words.waitsOnUs : words.waitsOnCustomer
  return [
    isSnoozed ? words.snoozed : whose,
    tMore().urgency[urgency].toLocaleLowerCase(),
    noteWanted ? words.noteWanted : '',
  ]
    .filter(Boolean)
    .join(', ')
}

const Left = ({ row: { dueAt }, now }: { row: WorkRow; now: Date }) => {
  if (!dueAt) return null
  const { text, tone } = sayTimeLeft(dueAt, now, [])
  return <span class={`num left ${tone}`}>{text}</span>
}

const Subject = ({ row, panel }: RowProps) => (
  <button
    type="button"
    class={`as-text cut${row.urgency === 'urgent' ? ' strong' : ''}`}
    dir="auto"
    title={row.subject ?? undefined}
    onClick={() => panel.navigate(row.conversationId)}
  >
    {row.subject ?? t().noSubject}
  </button>
)

const Row = ({ row, panel }: RowProps) => (
  <li class="who line">
    <div class="grow">
      <Subject row={row} panel={panel} />
      <div class="muted">{sayState(row)}</div>
    </div>
    <Left row={row} now={panel.now.value} />
  </li>
)

interface ListProps {
  title: string
  rows: readonly WorkRow[]
  panel: PanelModel
  work: WorkModel
  empty: string
}

/** Conversations of one person, the first of them, and all on request. */
export const List = ({ title, rows, panel, work: { showsAll }, empty }: ListProps) => {
  const shown = showsAll.value ? rows : rows.slice(0, SHOWN_AT_FIRST)
  const more = rows.length - shown.length
  return (
    <section>
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p class="card who muted">{empty}</p>
      ) : (
        <ul class="card people">
          {shown.map((row) => (
            <Row key={row.conversationId} row={row} panel={panel} />
          ))}
          {more > 0 && (
            <MoreRow
              text={tMore().suggestions.more(more)}
              onShow={() => {
                showsAll.value = true
              }}
            />
          )}
        </ul>
      )}
    </section>
  )
}

/** What nobody owns, why, and what happens next. */
export const Unassigned = ({ rows, panel }: { rows: readonly UnassignedRow[]; panel: PanelModel }) => {
  const now = panel.now.value
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{tMore().work.unassigned}</h2>
      <ul class="card people">
        {rows.map((row) => {
          const [next] = row.next
          return (
            <li key={row.conversationId} class="who line">
              <div class="grow">
                <Subject row={row} panel={panel} />
                <div class={row.needsAttention ? 'muted late' : 'muted'} dir="auto">
                  {row.sentence}
                </div>
                {next && (
                  <div class="muted" dir="auto">
                    {sayMoment(next.at, now)}: {next.sentence}
                  </div>
                )}
              </div>
              <Left row={row} now={now} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
