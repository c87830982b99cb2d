import { Urgency } from '../../../shared/urgency'
import type { ConversationModel } from '../../model/conversation'
import { createMatter, type MatterModel, type MatterPart } from '../../model/matter'
import { tMore } from '../../text/more'
import { sayLanguage } from '../../text/numbers-and-names'
import { Button } from '../button'
import { Loading } from '../calm'
import { focusAtFirst } from '../focus'

/** Languages that customers of a desk mostly write in, besides what is said already (ISO 639-1). */
const LANGUAGES =
  'ar bg cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt ro ru sk sl sr sv th tr uk ur vi zh'.split(
    ' ',
  )

interface PickProps {
  matter: MatterModel
  part: MatterPart
  label: string
  options: readonly { value: string; label: string }[]
  isFirst?: boolean
}

const Pick = ({ matter, part, label, options, isFirst }: PickProps) => {
  const said = matter.matter.value?.said[part] ?? ''
  return (
    <label>
      {label}
      <select
        ref={isFirst ? focusAtFirst : undefined}
        value={said}
        onChange={(event) => matter.say(part, event.currentTarget.value || null)}
      >
        <option value="">{tMore().matter.asRules}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

const known = new WeakMap<ConversationModel, MatterModel>()

const matterOf = (model: ConversationModel): MatterModel => {
  const matter = known.get(model) ?? createMatter(model)
  if (!known.has(model)) void matter.load()
  known.set(model, matter)
  return matter
}

/** Topic, urgency and language, as a person says them. */
export const MatterForm = ({ model }: { model: ConversationModel }) => {
  const matter = matterOf(model)
  const { topics } = matter.matter.value ?? {}
  const words = tMore().matter
  const close = () => {
    known.delete(model)
    model.open(null)
  }
  const problem = matter.problem.value
  return (
    <section
      class="matter"
      aria-label={tMore().matter.changeMatter}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close()
      }}
    >
      {!topics && !problem && <Loading />}
      {topics && (
        <>
          <Pick
            matter={matter}
            part="topic"
            label={words.topic}
            options={topics.map((value) => ({ value, label: value }))}
            isFirst
          />
          <Pick
            matter={matter}
            part="urgency"
            label={words.urgency}
            options={Urgency.options.map((value) => ({ value, label: tMore().urgency[value] }))}
          />
          <Pick
            matter={matter}
            part="language"
            label={words.language}
            options={LANGUAGES.map((value) => ({ value, label: sayLanguage(value) }))}
          />
        </>
      )}
      {problem && (
        <p class="problem" role="alert">
          {problem.message}
        </p>
      )}
      <Button look="link" onClick={close}>
        {tMore().done}
      </Button>
    </section>
  )
}
