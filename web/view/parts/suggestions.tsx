import type { Choice, Standing } from '../../../shared/panel-api'
import type { ConversationModel } from '../../model/conversation'
import { handOverOf } from '../../model/hand-over'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { openerId } from '../focus'
import { besidesLoad, firstName, Load } from '../load'
import { MoreRow } from '../more-row'
import { Avatar } from '../person'
import { LeftOut } from './left-out'
import { sayMissing } from './note-card'

const personOf = ({ teammateId, name }: Standing) => ({ id: teammateId, name })

const LoadLine = ({ one }: { one: Standing }) => {
  const more = besidesLoad(one.sentence)
  return (
    <div class="load">
      <Load name={one.name} openLoad={one.openLoad} capacity={one.capacity} />
      <span class="cut" title={more}>
        {more}
      </span>
    </div>
  )
}

interface RowProps {
  model: ConversationModel
  one: Choice
}

const assignButton = ({ model, one }: RowProps) => {
  const doing = model.doing.value
  return {
    id: openerId(`assign ${one.teammateId}`),
    'aria-label': tMore().suggestions.assignTo(one.name),
    isHeldBack: doing !== null,
    isUnready: model.note.unreadyFor(one.teammateId) !== null,
    'aria-busy': doing?.kind === 'assign' && doing.to === one.teammateId,
    onClick: () => handOverOf(model).assign(one.teammateId, one.name),
  }
}

const First = ({ model, one }: RowProps) => {
  const missing = model.note.missing.value[0]
  return (
    <li class="who">
      <div class="line">
        <Avatar person={personOf(one)} />
        <div class="grow">
          <div class="strong cut" dir="auto">
            {one.name}
          </div>
          <LoadLine one={one} />
        </div>
      </div>
      <div class="indent">
        {one.why && (
          <p class="muted" dir="auto">
            {one.why}
          </p>
        )}
        <div class="line wraps">
          <Button look="go" {...assignButton({ model, one })}>
            {tMore().suggestions.assignTo(firstName(one.name))}
          </Button>
          {missing && <span class="muted">{sayMissing(missing)}</span>}
        </div>
      </div>
    </li>
  )
}

const Compact = ({ model, one }: RowProps) => (
  <li class="who line">
    <Avatar person={personOf(one)} />
    <div class="grow">
      <div class="cut" dir="auto">
        {one.name}
      </div>
      <LoadLine one={one} />
    </div>
    <Button {...assignButton({ model, one })}>{tMore().suggestions.assign}</Button>
  </li>
)

const Candidates = ({ model }: { model: ConversationModel }) => {
  const { shown, more, showAll, hold, release } = model.suggestions
  return (
    <ul
      class="card people"
      aria-label={tMore().suggestions.title}
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocusIn={hold}
      onFocusOut={release}
    >
      {shown.value.map((one, index) =>
        index === 0 ? (
          <First key={one.teammateId} model={model} one={one} />
        ) : (
          <Compact key={one.teammateId} model={model} one={one} />
        ),
      )}
      {more.value > 0 && <MoreRow text={tMore().suggestions.more(more.value)} onShow={showAll} />}
    </ul>
  )
}

interface SuggestionsProps {
  model: ConversationModel
  rulesVersion: number | null
}

/** Whom to give it to, best first, and on request who was left out and why. */
export const Suggestions = ({ model, rulesVersion }: SuggestionsProps) => {
  const { shown, leftOut, showsLeftOut, toggleLeftOut } = model.suggestions
  const words = tMore().suggestions
  const hasChoice = shown.value.length > 0
  return (
    <section>
      {hasChoice && (
        <>
          <h2>
            {words.title}
            {leftOut.value.length > 0 && (
              <Button look="link" aria-expanded={showsLeftOut.value} onClick={toggleLeftOut}>
                {words.leftOutWhy(leftOut.value.length)}
              </Button>
            )}
          </h2>
          <Candidates model={model} />
        </>
      )}
      {leftOut.value.length > 0 && (showsLeftOut.value || !hasChoice) && (
        <LeftOut verdicts={leftOut.value} rulesVersion={rulesVersion} />
      )}
    </section>
  )
}
