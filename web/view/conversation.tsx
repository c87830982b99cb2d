import type { ConversationView } from '../../shared/panel-api'
import type { ConversationModel } from '../model/conversation'
import { Button } from './button'
import { Calm, Loading } from './calm'
import { NoteCard } from './note-card'
import { OwnerCard } from './owner-card'
import { Suggestions } from './suggestions'

const TakeIt = ({ model, isFirstChoice }: { model: ConversationModel; isFirstChoice: boolean }) => (
  <div class="actions">
    <Button
      look={isFirstChoice ? 'go' : undefined}
      isHeldBack={model.doing.value !== null}
      aria-busy={model.doing.value?.kind === 'take'}
      onClick={() => model.take()}
    >
      Take it
    </Button>
  </div>
)

const Absent = ({ model }: { model: ConversationModel }) => {
  const problem = model.problem.value
  if (!problem) return <Loading />
  if (problem.code === 'not_found')
    return (
      <Calm title="Baton does not know this one">
        It looks after conversations of the teams it routes. One that has only just come in appears here in a moment.
      </Calm>
    )
  return <Calm title="Nothing to show yet">{problem.message}</Calm>
}

/** Nobody owns it, and nobody is there to be given it. */
const isFree = ({ owners, suggestions }: ConversationView) => owners.length === 0 && suggestions.suggested.length === 0

/** A note goes to somebody, or stands against taking it from somebody; what was written stays in sight. */
const needsNote = ({ suggestions, others, note }: ConversationModel) =>
  suggestions.suggested.value.length > 0 || others.value.length > 0 || note.isEdited.value

interface Props {
  model: ConversationModel
  now: Date
  openWhy: (id: string) => void
}

/** One conversation: its owner, whom to give it to, with which note. */
export const Conversation = ({ model, now, openWhy }: Props) => {
  const view = model.view.value
  if (!view) return <Absent model={model} />
  return (
    <>
      <h1 class="for-ears" dir="auto">
        {view.subject ?? 'No subject'}
      </h1>
      <OwnerCard view={view} now={now} openWhy={openWhy} />
      <Suggestions model={model} rulesVersion={view.rulesVersion} />
      {needsNote(model) && <NoteCard note={model.note} now={now} urgency={view.urgency} />}
      {!model.isMine.value && <TakeIt model={model} isFirstChoice={isFree(view)} />}
    </>
  )
}
