import { EscalationReason, NoOwnerReason } from '../../../shared/act-api'
import { type Acts, actsOf, type EscalationKind } from '../../model/acts'
import type { ConversationModel } from '../../model/conversation'
import { t } from '../../text/language'
import { tMore } from '../../text/more'
import { sayNumber } from '../../text/numbers-and-names'
import { Button } from '../button'
import { Loading } from '../calm'
import { type Asking, Form, focusAsked, TextBox } from './form'
import { Posted } from './posted'

interface Props {
  model: ConversationModel
  acts: Acts
}

/** Sends; a field that must be written first gets the focus. */
const sending = (texts: Asking, send: () => Promise<void>) => () => {
  void send()
  focusAsked(texts)
}

const common = (model: ConversationModel) => ({
  isBusy: model.doing.value !== null,
  onClose: () => model.open(null),
})

const Reasons = ({ acts }: { acts: Acts }) => {
  const { reason, isReasonAsked } = acts.escalation
  const words = tMore().escalate
  return (
    <fieldset aria-describedby={isReasonAsked.value ? 'reason-missing' : undefined}>
      <legend>{words.reason}</legend>
      <div class="line wraps picks">
        {EscalationReason.options.map((one) => (
          <label key={one} class="pick">
            <input
              type="radio"
              name="reason"
              checked={reason.value === one}
              onChange={() => {
                reason.value = one
                isReasonAsked.value = false
              }}
            />
            {words.reasons[one]}
          </label>
        ))}
      </div>
      {isReasonAsked.value && (
        <p class="problem" id="reason-missing" role="alert">
          {words.chooseReason}
        </p>
      )}
    </fieldset>
  )
}

const Kinds = ({ acts }: { acts: Acts }) => {
  const { kind } = acts.escalation
  const words = tMore().escalate
  return (
    <fieldset>
      <legend>{words.kind}</legend>
      <div class="line wraps picks">
        {(['decision', 'handover'] as const satisfies readonly EscalationKind[]).map((one) => (
          <label key={one} class="pick">
            <input
              type="radio"
              name="kind"
              checked={kind.value === one}
              onChange={() => {
                kind.value = one
              }}
            />
            {words.kinds[one]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const Escalation = ({ model, acts }: Props) => {
  const { texts, preview, problem } = acts.escalation
  const words = tMore().escalate
  const { isBusy, onClose } = common(model)
  const isUnknown = problem.value !== null && preview.value === null
  return (
    <Form
      title={tMore().act.escalate}
      send={isUnknown ? tMore().tryAgain : words.send}
      isBusy={isBusy || (preview.value === null && !isUnknown)}
      onClose={onClose}
      onSend={isUnknown ? acts.openEscalation : sending(texts, acts.escalate)}
    >
      <p class={problem.value ? 'problem' : 'muted'} role="status" dir="auto">
        {problem.value ?? preview.value?.sentence ?? t().loading}
      </p>
      <Reasons acts={acts} />
      <TextBox texts={texts} name="situation" label={words.situation} isFirst />
      <TextBox texts={texts} name="tried" label={words.tried} />
      <TextBox texts={texts} name="need" label={words.need} />
      {preview.value?.to !== null && <Kinds acts={acts} />}
    </Form>
  )
}

const Queue = ({ model, acts }: Props) => {
  const words = tMore().queue
  return (
    <Form title={tMore().act.queue} send={words.send} {...common(model)} onSend={sending(acts.why, acts.queue)}>
      <p class="muted">{words.what}</p>
      <TextBox texts={acts.why} name="why" label={tMore().reason} isFirst />
    </Form>
  )
}

const NoOwner = ({ model, acts }: Props) => {
  const words = tMore().noOwner
  return (
    <Form title={tMore().act.noOwner} send={null} {...common(model)} onSend={() => {}}>
      <p class="muted">{words.what}</p>
      <div class="line wraps">
        {NoOwnerReason.options.map((reason) => (
          <Button key={reason} isHeldBack={model.doing.value !== null} onClick={() => acts.noOwner(reason)}>
            {words.reasons[reason]}
          </Button>
        ))}
      </div>
    </Form>
  )
}

const Question = ({ model, acts }: Props) => {
  const words = tMore().ask
  const name = acts.askedOf.value?.name ?? ''
  return (
    <Form title={words.title(name)} send={words.send} {...common(model)} onSend={sending(acts.question, acts.ask)}>
      <p class="muted">{words.what}</p>
      <TextBox texts={acts.question} name="question" label={words.question} isFirst />
    </Form>
  )
}

const GiveBack = ({ model, acts }: Props) => {
  const words = tMore().giveBack
  const name = model.view.value?.givenBy?.name ?? ''
  return (
    <Form
      title={tMore().act.giveBack(name)}
      send={words.send}
      {...common(model)}
      onSend={sending(acts.why, acts.giveBack)}
    >
      <TextBox texts={acts.why} name="why" label={tMore().reason} isFirst />
    </Form>
  )
}

const Preview = ({ model, acts }: Props) => {
  const { text, problem } = acts.preview.value
  return (
    <Form title={tMore().note.previewTitle} send={null} close={tMore().done} {...common(model)} onSend={() => {}}>
      {text && <Posted markdown={text.markdown} />}
      {text && text.over > 0 && <p class="problem">{tMore().note.tooLong(sayNumber(text.over))}</p>}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {!text && !problem && <Loading />}
    </Form>
  )
}

const FORMS = {
  preview: Preview,
  escalate: Escalation,
  queue: Queue,
  'no owner': NoOwner,
  ask: Question,
  'give back': GiveBack,
}

/** The form that is open under the actions. */
export const OpenForm = ({ model }: { model: ConversationModel }) => {
  const name = model.form.value
  if (!name || !(name in FORMS)) return null
  const Open = FORMS[name as keyof typeof FORMS]
  return <Open model={model} acts={actsOf(model)} />
}
