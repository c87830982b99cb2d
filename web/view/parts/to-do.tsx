import type { WholeView } from '../../../shared/owner-api'
import type { ConversationView } from '../../../shared/panel-api'
import type { ConversationModel } from '../../model/conversation'
import { handOverOf } from '../../model/hand-over'
import type { PanelModel } from '../../model/panel'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { openerId } from '../focus'
import { OpenForm } from './acts'
import { Context } from './context'
import { Deeds } from './deeds'
import { NoteCard } from './note-card'
import { Notices } from './notices'
import { Suggestions } from './suggestions'

/** Nobody owns it, and nobody is there to be given it. */
const isFree = ({ owners, suggestions }: ConversationView) => owners.length === 0 && suggestions.suggested.length === 0

/** A note goes to somebody, or stands against taking it from somebody; what was written stays in sight. */
const needsNote = ({ suggestions, others, note }: ConversationModel) =>
  suggestions.suggested.value.length > 0 || others.value.length > 0 || note.isEdited.value

const TakeIt = ({ model, isFirstChoice }: { model: ConversationModel; isFirstChoice: boolean }) => (
  <Button
    id={openerId('take')}
    look={isFirstChoice ? 'go' : undefined}
    isHeldBack={model.doing.value !== null}
    aria-busy={model.doing.value?.kind === 'take'}
    onClick={() => handOverOf(model).take()}
  >
    {tMore().act.take}
  </Button>
)

interface Props {
  model: ConversationModel
  view: WholeView
  now: Date
  navigate: PanelModel['navigate']
}

/** Whom to give it to, with which note, and what else can be done. */
export const ToDo = ({ model, view, now, navigate }: Props) => (
  <>
    <Notices model={model} view={view} now={now} />
    <Suggestions model={model} rulesVersion={view.rulesVersion} />
    {(needsNote(model) || view.noteWanted) && <NoteCard note={model.note} now={now} urgency={view.urgency} />}
    <div class="actions">
      {!model.isMine.value && <TakeIt model={model} isFirstChoice={isFree(view)} />}
      <Deeds model={model} view={view} />
    </div>
    <OpenForm model={model} />
    <Context model={model} now={now} navigate={navigate} />
  </>
)
