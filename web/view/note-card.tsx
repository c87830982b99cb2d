import type { Urgency } from '../../shared/decision'
import { NOTE_HEADINGS, NOTE_MAX_LENGTH } from '../../shared/note'
import { fromLocalInput, sayDay, toLocalInput } from '../model/moments'
import type { NoteModel, TextField } from '../model/note'
import { Button } from './button'
import { focusAtFirst } from './focus'
import { sayMissing } from './suggestions'

const placeholders: Record<TextField, string> = {
  why: 'Why this person',
  whatsNeeded: 'What should be done',
  context: 'What they should know',
}

interface FieldProps {
  note: NoteModel
  field: TextField
}

/** While all of it is drafted the heading says so once. */
const marksDrafted = (note: NoteModel, field: TextField | 'byWhen') =>
  note.isEdited.value && note.drafted.value.includes(field)

const Mark = ({ note, field }: { note: NoteModel; field: TextField | 'byWhen' }) =>
  marksDrafted(note, field) && <span class="mark">drafted</span>

/** One note is on the page at a time. */
export const fieldId = (field: TextField | 'byWhen') => `note-${field}`

const Text = ({ note, field }: FieldProps) => {
  const id = fieldId(field)
  const wanted = note.asked.value?.field
  const isWanted = wanted === field
  const text = note.shown.value[field]
  return (
    <div class={`note-field${isWanted ? ' wanting' : ''}`}>
      <div class="line">
        <label class="grow" for={id}>
          {NOTE_HEADINGS[field]}
        </label>
        <Mark note={note} field={field} />
      </div>
      <div class="grows" data-text={text}>
        <textarea
          id={id}
          rows={1}
          dir="auto"
          maxLength={NOTE_MAX_LENGTH}
          value={text}
          placeholder={placeholders[field]}
          aria-invalid={isWanted}
          aria-describedby={isWanted ? `${id}-missing` : undefined}
          onInput={(event) => note.write(field, event.currentTarget.value)}
          onFocus={() => note.hold(field)}
          onBlur={note.release}
        />
      </div>
      {isWanted && (
        <p class="problem" id={`${id}-missing`}>
          {sayMissing(wanted)}
        </p>
      )}
    </div>
  )
}

interface ByWhenProps {
  note: NoteModel
  now: Date
  urgency: Urgency
}

const TimeSaid = ({ note, now, urgency }: ByWhenProps) => {
  const { byWhen } = note.shown.value
  return (
    <div class="note-field line">
      <div class="grow">
        <div class="line">
          <span class="label grow">{NOTE_HEADINGS.byWhen}</span>
          <Mark note={note} field="byWhen" />
        </div>
        <div class="value">{byWhen ? `${sayDay(byWhen, now)} (${urgency})` : 'No time set'}</div>
      </div>
      <Button
        look="link"
        aria-label={`Change ${NOTE_HEADINGS.byWhen.toLowerCase()}`}
        onClick={() => {
          note.isChangingTime.value = true
        }}
      >
        Change
      </Button>
    </div>
  )
}

const TimeChanged = ({ note }: { note: NoteModel }) => {
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
      <label for={fieldId('byWhen')}>{NOTE_HEADINGS.byWhen}</label>
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
          Done
        </Button>
        <Button look="link" onClick={clear}>
          No time
        </Button>
      </div>
    </div>
  )
}

/** What the next owner gets to read: drafted, and open to be written over. */
export const NoteCard = ({ note, now, urgency }: ByWhenProps) => (
  <section>
    <h2>Handoff note {!note.isEdited.value && note.drafted.value.length > 0 && <span class="mark">drafted</span>}</h2>
    <div class="card note">
      <Text note={note} field="why" />
      <Text note={note} field="whatsNeeded" />
      {note.isChangingTime.value ? <TimeChanged note={note} /> : <TimeSaid note={note} now={now} urgency={urgency} />}
      <Text note={note} field="context" />
    </div>
  </section>
)
