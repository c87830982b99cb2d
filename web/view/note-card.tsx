import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Urgency } from '../../shared/decision'
import { NOTE_HEADINGS, NOTE_MAX_LENGTH } from '../../shared/note'
import { fromLocalInput, sayDay, toLocalInput } from '../model/moments'
import type { NoteModel, TextField } from '../model/note'
import { Button } from './button'
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
const marksDrafted = (note: NoteModel, field: TextField | 'byWhen') => note.isEdited.value && note.drafted.value.includes(field)

const Mark = ({ note, field }: { note: NoteModel; field: TextField | 'byWhen' }) =>
  marksDrafted(note, field) && <span class="mark">drafted</span>

const Text = ({ note, field }: FieldProps) => {
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const asked = note.asked.value?.field === field ? note.asked.value.times : 0
  useEffect(() => {
    if (asked > 0) box.current?.focus()
  }, [asked])
  const text = note.shown.value[field]
  return (
    <div class={`note-field${asked ? ' wanting' : ''}`}>
      <div class="line">
        <label class="grow" for={id}>
          {NOTE_HEADINGS[field]}
        </label>
        <Mark note={note} field={field} />
      </div>
      <div class="grows" data-text={text}>
        <textarea
          ref={box}
          id={id}
          rows={1}
          dir="auto"
          maxLength={NOTE_MAX_LENGTH}
          value={text}
          placeholder={placeholders[field]}
          aria-invalid={asked > 0}
          aria-describedby={asked > 0 ? `${id}-missing` : undefined}
          onInput={(event) => note.write(field, event.currentTarget.value)}
          onFocus={() => note.hold(field)}
          onBlur={note.release}
        />
      </div>
      {asked > 0 && field !== 'context' && (
        <p class="problem" id={`${id}-missing`}>
          {sayMissing(field)}
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

const ByWhen = ({ note, now, urgency }: ByWhenProps) => {
  const id = useId()
  const [isChanging, setChanging] = useState(false)
  const { byWhen } = note.shown.value
  const said = byWhen ? `${sayDay(byWhen, now)} (${urgency})` : 'No time set'
  if (!isChanging)
    return (
      <div class="note-field line">
        <div class="grow">
          <div class="line">
            <span class="label grow">{NOTE_HEADINGS.byWhen}</span>
            <Mark note={note} field="byWhen" />
          </div>
          <div class="value">{said}</div>
        </div>
        <Button look="link" aria-label={`${NOTE_HEADINGS.byWhen}: change`} onClick={() => setChanging(true)}>
          Change
        </Button>
      </div>
    )
  return (
    <div class="note-field">
      <label for={id}>{NOTE_HEADINGS.byWhen}</label>
      <div class="line wraps">
        <input
          id={id}
          class="when"
          type="datetime-local"
          value={byWhen ? toLocalInput(byWhen) : ''}
          onChange={(event) => note.setByWhen(fromLocalInput(event.currentTarget.value))}
        />
        <Button look="link" onClick={() => setChanging(false)}>
          Done
        </Button>
        <Button
          look="link"
          onClick={() => {
            note.setByWhen(null)
            setChanging(false)
          }}
        >
          No time
        </Button>
      </div>
    </div>
  )
}

/** What the next owner gets to read: drafted, and open to be written over. */
export const NoteCard = ({ note, now, urgency }: ByWhenProps) => (
  <section>
    <h2>
      Handoff note {!note.isEdited.value && note.drafted.value.length > 0 && <span class="mark">drafted</span>}
    </h2>
    <div class="card note">
      <Text note={note} field="why" />
      <Text note={note} field="whatsNeeded" />
      <ByWhen note={note} now={now} urgency={urgency} />
      <Text note={note} field="context" />
    </div>
  </section>
)
