import { contextOf } from '../../model/context'
import type { ConversationModel } from '../../model/conversation'
import { sayMoment } from '../../model/moments'
import { t } from '../../text/language'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { MoreRow } from '../more-row'
import { Avatar } from '../person'

const SHOWN = 3

interface Props {
  model: ConversationModel
  now: Date
  navigate: (id: ConversationModel['id']) => void
}

/** The customer's other conversations and who had them; replies written for such a case. */
export const Context = ({ model, now, navigate }: Props) => {
  const { context, templates, sentence, showsAll } = contextOf(model)
  const words = tMore().context
  const past = context.value?.past ?? []
  const fitting = templates.value
  const isEmpty = past.length === 0 && fitting.length === 0 && !sentence.value
  if (isEmpty) return null
  const shown = showsAll.value ? Number.POSITIVE_INFINITY : SHOWN
  const more = Math.max(0, past.length - shown) + Math.max(0, fitting.length - shown)
  return (
    <section>
      <h2>{words.title}</h2>
      <ul class="card people">
        {past.slice(0, shown).map((row) => (
          <li key={row.conversationId} class="who line">
            <div class="grow">
              <button type="button" class="as-text cut" dir="auto" onClick={() => navigate(row.conversationId)}>
                {row.subject ?? t().noSubject}
              </button>
              <div class="muted">
                {words.states[row.state]} {sayMoment(row.lastActivityAt, now)}
                {row.owner && `, ${row.owner.name}`}
              </div>
            </div>
            {row.owner && <Avatar person={row.owner} />}
          </li>
        ))}
        {fitting.slice(0, shown).map((template) => (
          <li key={template.id} class="who line">
            <div class="grow">
              <div class="cut" dir="auto">
                {words.template(template.title)}
              </div>
              {template.fits && <div class="muted">{words.fits}</div>}
            </div>
            <Button
              look="link"
              aria-label={words.insertOne(template.title)}
              onClick={() => model.inMissive.reply(template.body)}
            >
              {words.insert}
            </Button>
          </li>
        ))}
        {more > 0 && (
          <MoreRow
            text={words.more(more)}
            onShow={() => {
              showsAll.value = true
            }}
          />
        )}
        {sentence.value && (
          <li class="who muted" dir="auto">
            {sentence.value}
          </li>
        )}
      </ul>
    </section>
  )
}
