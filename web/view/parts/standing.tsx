import type { NextStep } from '../../../shared/decision'
import type { ConversationView } from '../../../shared/panel-api'
import type { ConversationModel } from '../../model/conversation'
import { sayMoment } from '../../model/moments'
import { tMore } from '../../text/more'
import { sayLanguage } from '../../text/numbers-and-names'
import { Button } from '../button'
import { openerId } from '../focus'
import { MatterForm } from './matter'
import { Trail } from './trail'

/** A word of the rules on a chip, or a sentence's beginning. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** What it is about and how soon, with what told so; a person may say otherwise. */
const Matter = ({ model, view }: { model: ConversationModel; view: ConversationView }) => {
  const { state, topic, urgency, language, mode } = view
  const words = tMore().matter
  if (model.form.value === 'matter') return <MatterForm model={model} />
  return (
    <div class="line wraps chips">
      {state !== 'open' && <span class="chip warn">{words.states[state]}</span>}
      {topic && <span class="chip on">{capital(topic.name)}</span>}
      <span class="chip">{tMore().urgency[urgency]}</span>
      {language && <span class="chip">{sayLanguage(language)}</span>}
      {mode === 'shadow' && <span class="chip">{words.watches}</span>}
      {topic?.evidence && (
        <span class="muted" dir="auto">
          {topic.evidence}
        </span>
      )}
      <Button look="link" aria-label={words.changeMatter} id={openerId('matter')} onClick={() => model.open('matter')}>
        {words.change}
      </Button>
    </div>
  )
}

const NextSteps = ({ steps, now }: { steps: readonly NextStep[]; now: Date }) => (
  <dl aria-label={tMore().matter.nextTitle}>
    {steps.map(({ at, sentence }) => (
      <div key={`${+at} ${sentence}`}>
        <dt class="num">{sayMoment(at, now)}</dt>
        <dd dir="auto">{capital(sentence)}</dd>
      </div>
    ))}
  </dl>
)

interface Props {
  model: ConversationModel
  view: ConversationView
  now: Date
  openWhy: (id: string) => void
}

/** What is known of a conversation under its owner: topic, urgency and language, what happens next by itself, who had it. */
export const Standing = ({ model, view, now, openWhy }: Props) => (
  <>
    <Matter model={model} view={view} />
    {view.next.length > 0 && <NextSteps steps={view.next} now={now} />}
    <Trail model={model} view={view} now={now} openWhy={openWhy} />
  </>
)
