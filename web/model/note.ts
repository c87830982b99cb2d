import { computed, type ReadonlySignal, signal } from '@preact/signals-core'
import type { TeammateId } from '../../shared/ids'
import { missingFields, NOTE_MAX_LENGTH, type Note } from '../../shared/note'
import type { Choice, ConversationView } from '../../shared/panel-api'
import type { Edits } from './kept-notes'

export type TextField = 'why' | 'whatsNeeded' | 'context'

export interface NoteDeps {
  /** What Baton drafted: null until the conversation is known. */
  draft: ReadonlySignal<ConversationView['draft'] | null>
  /** Best first; *Why* is drafted from what speaks for them. The first one's is shown before anybody was chosen. */
  suggested: ReadonlySignal<readonly Pick<Choice, 'teammateId' | 'why'>[]>
  /** What was written before, on this page or an earlier one. */
  edits: Edits
  keep: (edits: Edits) => void
}

const FIELDS = ['why', 'whatsNeeded', 'byWhen', 'context'] as const
const TEXTS = ['why', 'whatsNeeded', 'context'] as const

const lengthOf = (note: Note): number => TEXTS.reduce((sum, field) => sum + note[field].length, 0)

/** The longest text is the one to shorten. */
const longestOf = (note: Note): TextField => TEXTS.reduce((a, b) => (note[b].length > note[a].length ? b : a))

/**
 * The handoff note of one conversation: drafted until somebody writes, field by field. An edit stays whatever the server
 * drafts next; a text that has the focus keeps what it showed.
 */
export const createNote = ({ draft, suggested, edits: earlier, keep }: NoteDeps) => {
  const edits = signal<Edits>(earlier)
  const chosen = signal<TeammateId | null>(null)
  const held = signal<{ field: TextField; text: string } | null>(null)
  const asked = signal<{ field: TextField } | null>(null)
  const isChangingTime = signal(false)

  const draftedText = (field: TextField, to: TeammateId | null): string => {
    if (field === 'why') return suggested.value.find(({ teammateId }) => teammateId === to)?.why ?? ''
    return draft.value?.[field] ?? ''
  }

  const noteFor = (to: TeammateId | null): Note => {
    const textOf = (field: TextField) => {
      const shown = held.value?.field === field ? held.value.text : draftedText(field, to)
      return edits.value[field] ?? shown
    }
    const { byWhen } = edits.value
    return {
      why: textOf('why'),
      whatsNeeded: textOf('whatsNeeded'),
      byWhen: byWhen === undefined ? (draft.value?.byWhen ?? null) : byWhen,
      context: textOf('context'),
    }
  }

  /** Whom the note shown is for; null: nobody is suggested. */
  const recipient = computed(() => chosen.value ?? suggested.value[0]?.teammateId ?? null)
  const shown = computed(() => noteFor(recipient.value))
  const isEdited = computed(() => FIELDS.some((field) => edits.value[field] !== undefined))

  const change = (changed: Edits) => {
    edits.value = changed
    keep(changed)
  }

  return {
    recipient,
    shown,
    isEdited,
    /** Fields that are as Baton drafted them, and hold something. */
    drafted: computed(() => FIELDS.filter((field) => edits.value[field] === undefined && shown.value[field])),
    /** What the note shown still lacks. */
    missing: computed(() => missingFields(shown.value)),
    /** In characters, of the texts together. */
    length: computed(() => lengthOf(shown.value)),
    /** The field that must change before the note can go to this teammate; null: it can. */
    unreadyFor: (to: TeammateId): TextField | null => {
      const note = noteFor(to)
      return missingFields(note)[0] ?? (lengthOf(note) > NOTE_MAX_LENGTH ? longestOf(note) : null)
    },
    /** The field that a click found empty or too long; a new value for each click. */
    asked,
    isChangingTime,
    /** The note as it goes to this teammate. */
    noteFor,
    /** Makes the note the one for this teammate, so that people see what is sent. */
    choose: (to: TeammateId) => {
      chosen.value = to
    },
    ask: (field: TextField) => {
      asked.value = { field }
    },
    write: (field: TextField, text: string) => {
      change({ ...edits.peek(), [field]: text })
      if (asked.peek()?.field === field) asked.value = null
    },
    setByWhen: (byWhen: Date | null) => change({ ...edits.peek(), byWhen }),
    hold: (field: TextField) => {
      held.value = { field, text: shown.peek()[field] }
    },
    release: () => {
      held.value = null
    },
    /** After it was sent: the next handoff starts from a draft. Gives what brings back what was written, unless more was. */
    clear: () => {
      const sent = edits.peek()
      change({})
      chosen.value = null
      asked.value = null
      isChangingTime.value = false
      return () => {
        if (!isEdited.peek()) change(sent)
      }
    },
  }
}
export type NoteModel = ReturnType<typeof createNote>
