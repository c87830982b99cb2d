import * as z from 'zod/mini'
import type { ConversationId } from '../../shared/ids'
import { Instant } from '../../shared/instant'
import type { Timers } from '../timers'

/** What a person wrote into a note; a field that is absent is as drafted, `byWhen: null` was cleared. */
const Edits = z.object({
  why: z.optional(z.string()),
  whatsNeeded: z.optional(z.string()),
  byWhen: z.optional(z.nullable(Instant)),
  context: z.optional(z.string()),
})
export type Edits = z.infer<typeof Edits>

/** The latest last. */
const Kept = z.array(z.object({ id: z.string(), edits: Edits }))

const KEY = 'notes'
/** Missive's store is small; older notes are let go. */
const KEEP_AT_MOST = 20
const WRITE_AFTER_MS = 400

export interface KeptNotesDeps {
  timers: Timers
  read: (key: string) => Promise<unknown>
  write: (key: string, value: unknown) => void
}

/** Notes under way, by conversation; they outlive a reload where the host keeps a store. */
export const createKeptNotes = ({ timers, read, write }: KeptNotesDeps) => {
  const notes = new Map<string, Edits>()
  let cancel = () => {}

  const save = () => {
    cancel()
    write(KEY, JSON.stringify([...notes].map(([id, edits]) => ({ id, edits }))))
  }

  const forgetOldest = () => {
    for (const id of [...notes.keys()].slice(0, -KEEP_AT_MOST)) notes.delete(id)
  }

  return {
    load: async (): Promise<void> => {
      const stored = await read(KEY)
      const kept = z.safeParse(Kept, typeof stored === 'string' ? parseJson(stored) : undefined)
      for (const { id, edits } of kept.data ?? []) notes.set(id, edits)
    },
    of: (id: ConversationId): Edits => notes.get(id) ?? {},
    keep: (id: ConversationId, edits: Edits): void => {
      notes.delete(id)
      if (Object.keys(edits).length > 0) notes.set(id, edits)
      forgetOldest()
      cancel()
      cancel = timers.after(WRITE_AFTER_MS, save)
    },
    /** Before the page goes. */
    save,
  }
}
export type KeptNotes = ReturnType<typeof createKeptNotes>

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
