import type { TextField } from '../model/note'

/** One note is on the page at a time. */
export const fieldId = (field: TextField | 'byWhen') => `note-${field}`
