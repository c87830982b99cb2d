import type { ErrorCode, Guard } from '../shared/api'
import type { NoteField } from '../shared/note'

/** Something that a caller can act on; its message is a sentence for people and may be shown. Anything else is a bug. */
export class AppError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: { missing?: NoteField[]; guards?: Guard[] } = {},
  ) {
    super(message)
    this.name = 'AppError'
  }
}

/** Missive does not accept the token: said once elsewhere, and tried again when it does. */
export class LockedOut extends Error {}

/** The start cannot go on; `message` is what the operator reads. `isPassing`: it may go away by itself. */
export class StartError extends Error {
  constructor(
    message: string,
    readonly isPassing = false,
  ) {
    super(message)
    this.name = 'StartError'
  }
}
