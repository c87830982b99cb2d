import type { WholeView } from '../../../shared/owner-api'
import { actsOf } from '../../model/acts'
import type { ConversationModel, FormName } from '../../model/conversation'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { openerId } from '../focus'
import { firstName } from '../load'

/** What else can be done with it; each opens a form below. */
export const Deeds = ({ model, view }: { model: ConversationModel; view: WholeView }) => {
  const acts = actsOf(model)
  const words = tMore().act
  const { givenBy } = view
  const opener = (name: FormName) => ({
    id: openerId(name),
    'aria-expanded': model.form.value === name,
    isHeldBack: model.doing.value !== null,
  })
  return (
    <>
      <Button {...opener('escalate')} onClick={acts.openEscalation}>
        {words.escalate}
      </Button>
      <div class="line wraps rest">
        {model.note.shown.value.why && (
          <Button look="link" {...opener('preview')} onClick={acts.openPreview}>
            {tMore().note.preview}
          </Button>
        )}
        {givenBy && (
          <>
            <Button look="link" {...opener('ask')} onClick={() => acts.openQuestion(givenBy)}>
              {words.ask(firstName(givenBy.name))}
            </Button>
            <Button look="link" {...opener('give back')} onClick={() => model.open('give back')}>
              {words.giveBack(firstName(givenBy.name))}
            </Button>
          </>
        )}
        {view.mayRelease && view.owners.length > 0 && (
          <Button look="link" {...opener('queue')} onClick={() => model.open('queue')}>
            {words.queue}
          </Button>
        )}
        {view.mayRelease && !view.noOwnerReason && (
          <Button look="link" {...opener('no owner')} onClick={() => model.open('no owner')}>
            {words.noOwner}
          </Button>
        )}
      </div>
    </>
  )
}
