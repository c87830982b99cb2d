import { computed } from '@preact/signals-core'
import type { TeammateId } from '../../shared/ids'
import type { Base } from '../base'
import type { PanelModel } from '../model/panel'
import type { Rows } from '../model/rows'
import { createSeveral, type SeveralModel } from '../model/several'
import { tMore } from '../text/more'
import { Button } from '../view/button'
import { Loading } from '../view/calm'
import { Dock, OfflineStrip } from '../view/dock'
import { focusAsked } from '../view/parts/form'
import { RowGuards, RowList } from '../view/parts/rows'

const Plans = ({ model }: { model: SeveralModel }) => {
  const words = tMore().several
  const plan = model.plan.value
  return (
    <div class="line wraps plans">
      <Button aria-pressed={plan.kind === 'best'} onClick={() => model.choose({ kind: 'best' })}>
        {words.best}
      </Button>
      <Button aria-pressed={plan.kind === 'spread'} onClick={() => model.choose({ kind: 'spread' })}>
        {words.spread}
      </Button>
      <select
        aria-label={words.allToSomebody}
        value={plan.kind === 'all' ? plan.to : ''}
        onChange={(event) => {
          const to = event.currentTarget.value as TeammateId
          if (to) model.choose({ kind: 'all', to })
        }}
      >
        <option value="">{words.allTo}</option>
        {model.people.value.map(({ id, name }) => (
          <option key={id} value={id}>
            {words.allToName(name)}
          </option>
        ))}
      </select>
    </div>
  )
}

const Shared = ({ rows }: { rows: Rows }) => (
  <label class="field shared">
    {tMore().several.shared}
    <input
      type="text"
      dir="auto"
      value={rows.shared.value}
      onInput={(event) => {
        rows.shared.value = event.currentTarget.value
      }}
    />
  </label>
)

const UndoAll = ({ rows, now }: { rows: Rows; now: Date }) => {
  const undoable = rows.undoable(now)
  if (undoable.length === 0) return null
  const endsFirst = Math.min(...undoable.map(({ undoUntil }) => +undoUntil))
  return (
    <div class="line">
      <Button isHeldBack={rows.isBusy.value} onClick={() => void rows.undo(now)}>
        {tMore().several.undo(undoable.length)}
      </Button>
      <span class="muted num" aria-hidden="true">
        {tMore().outcome.seconds(Math.ceil((endsFirst - +now) / 1000))}
      </span>
    </div>
  )
}

const Send = ({ model, rows, now }: { model: SeveralModel; rows: Rows; now: Date }) => {
  const words = tMore().several
  const count = rows.ready.value.length
  const lacking = rows.lacking.value.length
  const closed = rows.closed.value.length
  const done = rows.rows.value.filter(rows.isDone).length
  const open = rows.open.value.length
  return (
    <div class="card send">
      {open > 0 && (
        <Button
          look="go"
          isHeldBack={model.isLoading.value || rows.isBusy.value || count === 0}
          onClick={() => {
            if (count > 0) void model.send()
            focusAsked(rows.reason)
          }}
        >
          {words.send(count || open)}
        </Button>
      )}
      <p class="muted" role="status">
        {rows.isBusy.value && words.progress(done, done + count)}
        {!rows.isBusy.value && done > 0 && words.done(done)}
        {!rows.isBusy.value && lacking > 0 && ` ${words.lacking(lacking)}`}
        {!rows.isBusy.value && closed > 0 && ` ${words.closed(closed)}`}
      </p>
      <UndoAll rows={rows} now={now} />
      {rows.problem.value && (
        <p class="problem" role="alert" dir="auto">
          {rows.problem.value.message}
        </p>
      )}
    </div>
  )
}

/** Several conversations at once; loaded when several are selected. */
export const createSeveralPart = ({ call, timers, isVisible }: Base, panel: PanelModel) => {
  const isSignedIn = computed(() => panel.session.state.value.kind === 'signed in')
  const model = createSeveral({ call, timers, isVisible, selection: panel.selection, isSignedIn })
  return () => {
    const words = tMore().several
    const count = panel.selection.value.length
    const rows = model.rows.value
    const problem = model.problem.value
    return (
      <>
        <h1 class="title">{words.title(count)}</h1>
        {model.tooMany() > 0 && <p class="notice">{words.tooMany(model.tooMany())}</p>}
        <Plans model={model} />
        <Shared rows={rows} />
        {problem && problem.code !== 'offline' && (
          <p class="notice problem" role="alert" dir="auto">
            {problem.message}
          </p>
        )}
        {rows.rows.value.length > 0 ? <RowList rows={rows} saysOwner /> : !problem && <Loading />}
        <RowGuards rows={rows} />
        <Send model={model} rows={rows} now={panel.now.value} />
        {problem?.code === 'offline' && rows.problem.value?.code !== 'offline' && (
          <Dock>
            <OfflineStrip />
          </Dock>
        )}
      </>
    )
  }
}
