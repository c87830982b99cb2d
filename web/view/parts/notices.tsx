import type { WholeView } from '../../../shared/owner-api'
import { actsOf } from '../../model/acts'
import type { ConversationModel } from '../../model/conversation'
import { sayDay } from '../../model/moments'
import { createNotices } from '../../model/notices'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { firstName } from '../load'

interface Props {
  model: ConversationModel
  view: WholeView
}

const Paused = ({ view: { pause }, now }: Props & { now: Date }) =>
  pause && <p class="notice">{tMore().paused(pause.by.name, sayDay(pause.since, now))}</p>

const TwoOwners = ({ model, view }: Props) => {
  const words = tMore().twoOwners
  const { keep, removeInMissive } = createNotices(model)
  if (!view.twoOwners) return null
  const isHeldBack = model.doing.value !== null
  return (
    <section class="card notice warn" aria-label={words.title}>
      <p dir="auto">{view.twoOwners.sentence}</p>
      <div class="line wraps">
        {view.owners.map((owner) => (
          <Button key={owner.id} isHeldBack={isHeldBack} onClick={() => keep(owner)}>
            {words.keep(firstName(owner.name))}
          </Button>
        ))}
        {view.removeInMissive.length > 0 && (
          <Button look="link" onClick={removeInMissive}>
            {words.remove}
          </Button>
        )}
      </div>
    </section>
  )
}

const NoteWanted = ({ model, view }: Props) =>
  view.noteWanted && (
    <section class="card notice" aria-label={tMore().noteWanted.title}>
      <p>{tMore().noteWanted.what}</p>
      <Button isHeldBack={model.doing.value !== null} onClick={createNotices(model).giveNote}>
        {tMore().noteWanted.give}
      </Button>
    </section>
  )

/** Somebody else got it while the reader wrote: what was written waits, as a question if they like. */
const Overtaken = ({ model }: { model: ConversationModel }) => {
  const owner = model.overtakenBy.value
  const words = tMore().overtaken
  if (!owner) return null
  const ask = () => {
    const acts = actsOf(model)
    const { whatsNeeded, context } = model.note.shown.peek()
    acts.question.write('question', [whatsNeeded, context].filter(Boolean).join('\n'))
    acts.openQuestion(owner)
  }
  const dismiss = () => {
    model.overtakenBy.value = null
  }
  return (
    <section class="card notice warn" role="alert">
      <p dir="auto">{words.what(owner.name)}</p>
      <div class="line wraps">
        <Button onClick={ask}>{words.ask(firstName(owner.name))}</Button>
        <Button look="quiet" onClick={dismiss}>
          {words.dismiss}
        </Button>
      </div>
    </section>
  )
}

const Escalating = ({ model, view }: Props) =>
  view.suggestsEscalating && (
    <section class="card notice warn">
      <p dir="auto">{view.suggestsEscalating}</p>
      <Button onClick={actsOf(model).openEscalation}>{tMore().escalate.suggested}</Button>
    </section>
  )

const NoOwnerNeeded = ({ model, view }: Props) =>
  view.noOwnerReason && (
    <section class="card notice">
      <p>{tMore().noOwner.said(tMore().noOwner.reasons[view.noOwnerReason])}</p>
      <Button isHeldBack={model.doing.value !== null} onClick={createNotices(model).wantOwner}>
        {tMore().noOwner.undo}
      </Button>
    </section>
  )

/** What the panel says or asks by itself, between the owner and what can be done. */
export const Notices = (props: Props & { now: Date }) => (
  <>
    <Paused {...props} />
    <Overtaken {...props} />
    <TwoOwners {...props} />
    <NoteWanted {...props} />
    <NoOwnerNeeded {...props} />
    <Escalating {...props} />
  </>
)
