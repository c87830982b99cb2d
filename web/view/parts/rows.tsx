import type { SeveralRow } from '../../../shared/several-api'
import type { Rows } from '../../model/rows'
import { t } from '../../text/language'
import { tMore } from '../../text/more'
import { TextBox } from './form'

const Result = ({ rows, row }: { rows: Rows; row: SeveralRow }) => {
  const result = rows.results.value.get(row.conversationId)
  const isDone = rows.isDone(row)
  const trouble = result?.problem?.message ?? (isDone ? null : row.problem)
  return (
    <>
      {isDone && <p class="ok">✓ {tMore().rows.done}</p>}
      {result?.isUndone && <p class="muted">{tMore().rows.undone}</p>}
      {trouble && (
        <p class="problem" role="status" dir="auto">
          {trouble}
        </p>
      )}
    </>
  )
}

/** What is closed is opened again only if the person says so, for this one. */
const Reopen = ({ rows, row: { conversationId, subject } }: { rows: Rows; row: SeveralRow }) => (
  <div>
    <label class="line">
      <input
        type="checkbox"
        checked={rows.reopened.value.has(conversationId)}
        onChange={() => rows.toggleReopened(conversationId)}
      />
      <span>
        {tMore().rows.reopen} <span class="for-ears">{subject ?? t().noSubject}</span>
      </span>
    </label>
  </div>
)

interface ListProps {
  rows: Rows
  /** Left out: all are one person's. */
  saysOwner?: boolean
}

const Row = ({ rows, row, saysOwner }: ListProps & { row: SeveralRow }) => {
  const words = tMore().rows
  const id = row.conversationId
  const subject = row.subject ?? t().noSubject
  const isOut = rows.left.value.has(id)
  const note = rows.noteFor(row)
  const isSettled = rows.isDone(row) || row.problem !== null
  return (
    <li class={`who several${isOut ? ' out' : ''}`}>
      <label class="line">
        <input
          type="checkbox"
          checked={!isOut}
          disabled={isSettled}
          aria-label={words.include(subject)}
          onChange={() => rows.toggle(id)}
        />
        <span class="grow cut" dir="auto">
          {subject}
        </span>
      </label>
      {saysOwner && row.owner && !isSettled && (
        <div class="muted">
          <bdi>{words.owner(row.owner.name)}</bdi>
        </div>
      )}
      {row.to && !row.problem && (
        <div class="muted">
          <bdi>{words.to(row.to.name)}</bdi> · <bdi>{row.to.sentence}</bdi>
        </div>
      )}
      {note && !isOut && !isSettled && (
        <label class="needs">
          <span class="for-ears">{words.neededIn(subject)}</span>
          <span class="grows boxed" data-text={note.whatsNeeded}>
            <textarea
              rows={1}
              dir={note.whatsNeeded ? 'auto' : undefined}
              value={note.whatsNeeded}
              placeholder={tMore().note.headings.whatsNeeded}
              aria-invalid={rows.lacksText(row)}
              onInput={(event) => rows.write(id, event.currentTarget.value)}
            />
          </span>
        </label>
      )}
      <Result rows={rows} row={row} />
      {!isOut && !isSettled && rows.isClosed(row) && <Reopen rows={rows} row={row} />}
    </li>
  )
}

/** One row for each, with whom it goes to and what is needed. */
export const RowList = ({ rows, saysOwner = false }: ListProps) => (
  <ul class="card people">
    {rows.rows.value.map((row) => (
      <Row key={row.conversationId} rows={rows} row={row} saysOwner={saysOwner} />
    ))}
  </ul>
)

/** What stands against them, collected, and answered once. */
export const RowGuards = ({ rows }: { rows: Rows }) => {
  const guards = [...rows.guards.value]
  if (guards.length === 0) return null
  return (
    <section class="card guard" aria-label={tMore().guard.title}>
      {guards.map(([code, { sentence, count }]) => (
        <p key={code} dir="auto">
          {sentence} {count > 1 && <span class="muted">{tMore().rows.andOthers(count - 1)}</span>}
        </p>
      ))}
      <TextBox texts={rows.reason} name="reason" label={tMore().reason} placeholder={tMore().guard.placeholder} />
    </section>
  )
}
