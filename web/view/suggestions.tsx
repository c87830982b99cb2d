import { NOTE_HEADINGS } from '../../shared/note'
import type { Choice, Standing } from '../../shared/panel-api'
import type { ConversationModel } from '../model/conversation'
import { Button } from './button'
import { Avatar, besidesLoad, firstName, Load } from './person'

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
    'aria-label': `Assign to ${one.name}`,
    isHeldBack: doing !== null,
    isUnready: model.note.missing.value.length > 0,
    'aria-busy': doing?.kind === 'assign' && doing.to === one.teammateId,
    onClick: () => model.assign(one.teammateId, one.name),
  }
}

/** What the note still lacks before anybody can be assigned. */
export const sayMissing = (field: keyof typeof NOTE_HEADINGS): string =>
  `Write ${NOTE_HEADINGS[field].toLowerCase()} first`

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
            Assign to <bdi>{firstName(one.name)}</bdi>
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
    <Button {...assignButton({ model, one })}>Assign</Button>
  </li>
)

const LeftOut = ({ verdicts }: { verdicts: readonly Standing[] }) => (
  <ul class="card people" aria-label="Left out now">
    {verdicts.map((verdict) => (
      <li key={verdict.teammateId} class="who line">
        <Avatar person={personOf(verdict)} />
        <div class="grow">
          <div class="cut" dir="auto">
            {verdict.name}
          </div>
          <div class="muted">{verdict.sentence}</div>
        </div>
      </li>
    ))}
  </ul>
)

const Candidates = ({ model }: { model: ConversationModel }) => {
  const { shown, more, showAll, hold, release } = model.suggestions
  return (
    <ul
      class="card people"
      aria-label="Suggested owners"
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
      {more.value > 0 && (
        <li class="who line">
          <span class="grow muted">{more.value} more</span>
          <Button look="link" onClick={showAll}>
            Show
          </Button>
        </li>
      )}
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
  const rules = rulesVersion === null ? 'No rules yet' : `Rules v${rulesVersion}`
  if (shown.value.length === 0)
    return leftOut.value.length === 0 ? null : (
      <section>
        <h2>
          Left out now <span>{rules}</span>
        </h2>
        <LeftOut verdicts={leftOut.value} />
      </section>
    )
  return (
    <section>
      <h2>
        Suggested owners
        {leftOut.value.length > 0 && (
          <Button look="link" aria-expanded={showsLeftOut.value} onClick={toggleLeftOut}>
            {leftOut.value.length} left out, why
          </Button>
        )}
      </h2>
      <Candidates model={model} />
      {showsLeftOut.value && leftOut.value.length > 0 && (
        <>
          <h2>
            Left out now <span>{rules}</span>
          </h2>
          <LeftOut verdicts={leftOut.value} />
        </>
      )}
    </section>
  )
}
