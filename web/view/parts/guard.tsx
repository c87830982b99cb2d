import type { Guard } from '../../../shared/guard-api'
import { type Acts, type Asked, actsOf } from '../../model/acts'
import type { ConversationModel } from '../../model/conversation'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { focusAtFirst } from '../focus'
import { firstName } from '../load'
import { focusAsked, TextBox } from './form'

interface Props {
  model: ConversationModel
  acts: Acts
  guards: readonly Guard[]
}

/** Whom to ask before going ahead: the better teammate, else who owns it, else who would get it. */
const askedFirst = ({ model, guards }: Props): Asked | null => {
  const better = guards.find((guard) => guard.better)?.better
  if (better) return { id: better.teammateId, name: better.name }
  const [owner] = model.others.value
  if (owner) return owner
  const deed = model.guarded.value?.deed
  return deed?.kind === 'assign' ? (deed.becomes?.owner ?? null) : null
}

const Better = (props: Props) => {
  const { acts, guards } = props
  const better = guards.find((guard) => guard.better)?.better
  const asked = askedFirst(props)
  return (
    <>
      {better && <p dir="auto">{better.sentence}</p>}
      <div class="line wraps">
        {better && (
          <Button
            look="go"
            aria-label={tMore().suggestions.assignTo(better.name)}
            onClick={() => acts.heedAndAssign(better.teammateId, better.name)}
          >
            {tMore().suggestions.assignTo(firstName(better.name))}
          </Button>
        )}
        {asked && <Button onClick={() => acts.heedAndAsk(asked)}>{tMore().guard.askFirst}</Button>}
      </div>
    </>
  )
}

const Insist = ({ model, acts, guards }: Props) => {
  const words = tMore().guard
  const isTaking = model.guarded.value?.deed.kind === 'take'
  const isQuick = guards.every(({ allowsQuick }) => allowsQuick)
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void acts.insist(false)
        focusAsked(acts.guardReason)
      }}
    >
      <TextBox texts={acts.guardReason} name="reason" label={tMore().reason} placeholder={words.placeholder} />
      <div class="line wraps picks">
        {isQuick && (
          <Button look="quiet" onClick={() => acts.insist(true)}>
            {words.quick}
          </Button>
        )}
        {words.reasons.map((reason) => (
          <Button key={reason} look="quiet" onClick={() => acts.guardReason.write('reason', reason)}>
            {reason}
          </Button>
        ))}
      </div>
      <div class="line wraps">
        <Button type="submit" isUnready={acts.guardReason.values.value.reason.trim() === ''}>
          {isTaking ? words.takeAnyway : words.assignAnyway}
        </Button>
        <Button look="quiet" onClick={acts.heed}>
          {tMore().cancel}
        </Button>
      </div>
    </form>
  )
}

/** A warning before something that is seldom right: the fact, what would be better, and the way on, with a reason. */
export const GuardCard = ({ model }: { model: ConversationModel }) => {
  const guards = model.guarded.value?.guards ?? []
  const props = { model, acts: actsOf(model), guards }
  return (
    <section
      class="card guard"
      aria-label={tMore().guard.title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.acts.heed()
      }}
    >
      <div ref={focusAtFirst} tabIndex={-1} role="alert">
        {guards.map(({ code, sentence }, index) => (
          <p key={code} class={index === 0 ? 'strong' : ''} dir="auto">
            {sentence}
          </p>
        ))}
      </div>
      <Better {...props} />
      <Insist {...props} />
    </section>
  )
}
