import { fromLocalInput, toLocalInput } from '../../model/moments'
import type { NoteModel } from '../../model/note'
import { tMore } from '../../text/more'
import { Button } from '../button'
import { focusAtFirst } from '../focus'
import { fieldId } from '../note-field'

/** *By when*, in the reader's own zone. */
export const NoteTime = ({ note }: { note: NoteModel }) => {
  const { byWhen } = note.shown.value
  const done = () => {
    note.isChangingTime.value = false
  }
  const clear = () => {
    note.setByWhen(null)
    done()
  }
  return (
    <div class="note-field">
      <label for={fieldId('byWhen')}>{tMore().note.headings.byWhen}</label>
      <div class="line wraps">
        <input
          id={fieldId('byWhen')}
          ref={focusAtFirst}
          class="when"
          type="datetime-local"
          value={byWhen ? toLocalInput(byWhen) : ''}
          onChange={(event) => note.setByWhen(fromLocalInput(event.currentTarget.value))}
        />
        <Button look="link" onClick={done}>
          {tMore().done}
        </Button>
        <Button look="link" onClick={clear}>
          {tMore().note.noTime}
        </Button>
      </div>
    </div>
  )
}
