import type { PileRow } from '../../shared/away-api'
import type { AwayModel } from '../model/away'
import { fromLocalInput, toLocalInput } from '../model/moments'
import { t } from '../text/language'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { Loading } from '../view/calm'
import { focusAtFirst } from '../view/focus'
import { focusAsked } from '../view/parts/form'
import { RowGuards, RowList } from '../view/parts/rows'
import { focusOpener } from './away-switch'
import { type Whose, wordsFor } from './away-words'

const Moment = ({
  label,
  value,
  onChange,
}: {
  label: string
  value: Date | null
  onChange: (at: Date | null) => void
}) => (
  <label>
    {label}
    <input
      type="datetime-local"
      class="when"
      value={value ? toLocalInput(value) : ''}
      onChange={(event) => onChange(fromLocalInput(event.currentTarget.value))}
    />
  </label>
)

const Pile = ({ title, rows }: { title: string; rows: readonly PileRow[] }) =>
  rows.length > 0 && (
    <section>
      <h3>
        <bdi>{title}</bdi> <span class="muted num">{rows.length}</span>
      </h3>
      <ul>
        {rows.map((row) => (
          <li key={row.conversationId} class="pile">
            <div class="cut" dir="auto">
              {row.subject ?? t().noSubject}
            </div>
            <div class="muted" dir="auto">
              {row.sentence}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )

interface FormProps extends Whose {
  away: AwayModel
}

const Piles = ({ away, name }: FormProps) => {
  const words = tMore().away
  const { planned, safe } = wordsFor({ name })
  const preview = away.preview.value
  if (!preview) return away.problem.value ? null : <Loading />
  return (
    <>
      {preview.atRisk.length > 0 && (
        <section>
          <h3>
            {words.atRisk} <span class="muted num">{preview.atRisk.length}</span>
          </h3>
          {away.isPlanned.value ? <p class="muted">{planned}</p> : <RowList rows={away.rows} />}
        </section>
      )}
      <Pile title={safe} rows={preview.safe} />
      <Pile title={words.waiting} rows={preview.waitingOnCustomer} />
      {!away.isPlanned.value && <RowGuards rows={away.rows} />}
    </>
  )
}

/** When, what that means for what they own, and one confirmation. */
export const AwayForm = ({ away, name }: FormProps) => {
  const words = tMore().away
  const { title, empty, go, goAndHandOver } = wordsFor({ name })
  const close = () => {
    away.close()
    focusOpener()
  }
  const confirm = async () => {
    await away.confirm()
    if (!away.isOpen.peek()) focusOpener()
  }
  const count = away.isPlanned.value ? 0 : away.rows.ready.value.length
  return (
    <form
      class="card form away"
      aria-label={title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
        focusAsked(away.rows.reason)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      <h2 ref={focusAtFirst} tabIndex={-1}>
        {title}
      </h2>
      <div class="line wraps">
        <Moment label={words.from} value={away.from.value} onChange={away.setFrom} />
        <Moment label={words.to} value={away.to.value} onChange={away.setTo} />
      </div>
      <p class="muted">{empty}</p>
      <label>
        {words.reason}
        <input
          type="text"
          class="when wide"
          dir="auto"
          value={away.reason.value}
          onInput={(event) => {
            away.reason.value = event.currentTarget.value
          }}
        />
      </label>
      <Piles away={away} name={name} />
      {away.problem.value && (
        <p class="problem" role="alert" dir="auto">
          {away.problem.value.message}
        </p>
      )}
      <div class="line wraps">
        {away.problem.value && !away.preview.value ? (
          <Button look="go" isHeldBack={away.isLooking.value} onClick={away.lookAgain}>
            {tMore().tryAgain}
          </Button>
        ) : (
          <Button
            look="go"
            type="submit"
            isHeldBack={away.doing.value !== null || away.isLooking.value || !away.preview.value}
          >
            {count > 0 ? goAndHandOver(count) : away.isPlanned.value ? words.plan : go}
          </Button>
        )}
        <Button look="quiet" onClick={close}>
          {tMore().cancel}
        </Button>
      </div>
      {away.doing.value && (
        <p class="muted" role="status">
          {away.doing.value.text}
        </p>
      )}
    </form>
  )
}
