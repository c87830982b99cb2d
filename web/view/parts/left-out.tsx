import type { Standing } from '../../../shared/panel-api'
import { tMore } from '../../text/more'
import { Avatar } from '../person'

interface Props {
  verdicts: readonly Standing[]
  rulesVersion: number | null
}

/** Who cannot have it now, each with the reason. */
export const LeftOut = ({ verdicts, rulesVersion }: Props) => {
  const words = tMore().leftOut
  return (
    <>
      <h2>
        {words.title} <span>{rulesVersion === null ? words.noRules : words.rules(rulesVersion)}</span>
      </h2>
      <ul class="card people" aria-label={words.title}>
        {verdicts.map(({ teammateId, name, sentence }) => (
          <li key={teammateId} class="who line">
            <Avatar person={{ id: teammateId, name }} />
            <div class="grow">
              <div class="cut" dir="auto">
                {name}
              </div>
              <div class="muted">{sentence}</div>
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
