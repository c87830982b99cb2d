import type { Unsettled } from '../../shared/tab-api'
import { Part } from '../view/part'
import { Subject } from './waiting'

/** Conversations for which somebody has to choose; nothing is shown where there are none. */
export const TwoOwners = ({ unsettled }: { unsettled: readonly Unsettled[] }) =>
  unsettled.length === 0 ? null : (
    <Part title="Two owners" aside={unsettled.length}>
      <ul>
        {unsettled.map(({ conversationId, subject, sentence, needsAttention }) => (
          <li key={conversationId} class="who">
            <Subject id={conversationId} subject={subject} />{' '}
            {needsAttention && <span class="chip warn">Needs attention</span>}
            <p dir="auto">{sentence}</p>
          </li>
        ))}
      </ul>
    </Part>
  )
