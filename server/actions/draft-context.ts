import type { MatchedTopic, Urgency } from '../../shared/decision'
import { isolate, oneLine } from '../missive/markdown'
import { firstName } from '../missive/note'
import { sayList, sayMoment } from '../routing/spoken'
import { sayEvidence } from '../routing/why'
import { type Db, run, type Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import type { Desk } from './desk'

const RECENT = 3

/** *Context* as Baton drafts it: what it is about and how that is known, the customer's recent history, labels. */
export function* draftContext(
  desk: Desk,
  tx: Db,
  conversation: Conversation,
  topic: MatchedTopic | null,
  urgency: Urgency,
  now: Date,
): Steps<string> {
  const history = yield* sayHistory(desk, tx, conversation, now)
  return [sayTopic(topic, urgency), history, sayLabels(conversation)].filter(Boolean).join('\n')
}

const sayTopic = (topic: MatchedTopic | null, urgency: Urgency): string =>
  topic
    ? `Topic ${topic.name} (${sayEvidence(topic.evidence)}), ${urgency} urgency.`
    : `No known topic, ${urgency} urgency.`

const sayLabels = ({ labels }: Conversation): string =>
  labels.length > 0
    ? `Labels: ${sayList(
        labels.map(({ path }) => path),
        5,
      )}.`
    : ''

function* sayHistory(desk: Desk, tx: Db, conversation: Conversation, now: Date): Steps<string> {
  if (!conversation.customerAddress) return ''
  const earlier = yield* run(
    desk.store.conversations.historyOf(tx, conversation.customerAddress, conversation.id, RECENT),
  )
  if (earlier.length === 0) return ''
  const zone = desk.rules()?.rules.timeZone ?? 'UTC'
  const { teammateById } = desk.people()
  const said = earlier.map(({ subject, ownerId, isClosed, lastActivityAt }) => {
    const owner = ownerId && teammateById.get(ownerId)?.name
    const state = [isClosed ? 'closed' : 'open', owner ? `with ${isolate(firstName(owner))}` : 'no owner']
    return `“${isolate(oneLine(subject ?? 'no subject', 80))}” (${state.join(', ')}, ${sayMoment(lastActivityAt, now, zone)})`
  })
  const name = conversation.incoming?.from?.name
  return `${name ? isolate(oneLine(name, 60)) : 'The customer'} wrote before: ${sayList(said, RECENT)}.`
}
