import type { Urgency } from '../../../shared/decision'
import { NOTE_MAX_LENGTH } from '../../../shared/note'
import { sayDay } from '../../model/moments'
import type { NoteModel, TextField } from '../../model/note'
import { tMore } from '../../text/more'
import { sayNumber } from '../../text/numbers-and-names'
import { Button } from '../button'
import { fieldId } from '../note-field'
import { NoteTime } from './note-time'

interface FieldProps {
  note: NoteModel
  field: TextField
}

/** While all of it is drafted the heading says so once. */
const marksDrafted = (note: NoteModel, field: TextField | 'byWhen') =>
  note.isEdited.value && note.drafted.value.includes(field)

const Mark = ({ note, field }: { note: NoteModel; field: TextField | 'byWhen' }) =>
  marksDrafted(note, field) && <span class="mark">{tMore().note.drafted}</span>

/** What the note still lacks before anybody can be assigned. */
export const sayMissing = (field: TextField): string => (field === 'context' ? '' : tMore().note.missing[field])

const sayTooLong = (length: number): string => tMore().note.tooLong(sayNumber(length - NOTE_MAX_LENGTH))

const Text = ({ note, field }: FieldProps) => {
  const id = fieldId(field)
  const isWanted = note.asked.value?.field === field
  const text = note.shown.value[field]
  const wanted = note.length.value > NOTE_MAX_LENGTH ? sayTooLong(note.length.value) : sayMissing(field)
  return (
    <div class={`note-field${isWanted ? ' wanting' : ''}`}>
      <div class="line">
        <label class="grow" for={id}>
          {tMore().note.headings[field]}
        </label>
        <Mark note={note} field={field} />
      </div>
      <div class="grows" data-text={text}>
        <textarea
          id={id}
          rows={1}
          dir={text ? 'auto' : undefined}
          value={text}
          placeholder={tMore().note.placeholders[field]}
          aria-invalid={isWanted}
          aria-describedby={isWanted ? `${id}-missing` : undefined}
          onInput={(event) => note.write(field, event.currentTarget.value)}
          onFocus={() => note.hold(field)}
          onBlur={note.release}
        />
      </div>
      {isWanted && (
        <p class="problem" id={`${id}-missing`}>
          {wanted}
        </p>
      )}
    </div>
  )
}

interface Props {
  note: NoteModel
  now: Date
  urgency: Urgency
}

const TimeSaid = ({ note, now, urgency }: Props) => {
  const { byWhen } = note.shown.value
  const words = tMore().note
  return (
    <div class="note-field">
      <div class="line">
        <span class="label grow">{words.headings.byWhen}</span>
        <Mark note={note} field="byWhen" />
      </div>
      <div class="line">
        <div class="value grow">
          {byWhen
            ? words.timeAndUrgency(sayDay(byWhen, now), tMore().urgency[urgency].toLocaleLowerCase())
            : words.noTimeSet}
        </div>
        <Button
          look="link"
          aria-label={words.changeTime}
          onClick={() => {
            note.isChangingTime.value = true
          }}
        >
          {words.change}
        </Button>
      </div>
    </div>
  )
}

/** From here on the length is counted aloud. */
const COUNTED_FROM = NOTE_MAX_LENGTH - 1_000

const Length = ({ length }: { length: number }) =>
  length > COUNTED_FROM && (
    <p class={length > NOTE_MAX_LENGTH ? 'problem' : 'muted'} role="status">
      {tMore().note.length(sayNumber(length), sayNumber(NOTE_MAX_LENGTH))}
      {length > NOTE_MAX_LENGTH && `. ${sayTooLong(length)}`}
    </p>
  )

/** What the next owner gets to read: drafted, and open to be written over. */
export const NoteCard = ({ note, now, urgency }: Props) => (
  <section>
    <h2>
      {tMore().note.title}
      {!note.isEdited.value && note.drafted.value.length > 0 && <span class="mark">{tMore().note.drafted}</span>}
    </h2>
    <div class="card note">
      <Text note={note} field="why" />
      <Text note={note} field="whatsNeeded" />
      {note.isChangingTime.value ? <NoteTime note={note} /> : <TimeSaid note={note} now={now} urgency={urgency} />}
      <Text note={note} field="context" />
      <Length length={note.length.value} />
    </div>
  </section>
)
