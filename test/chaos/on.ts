import type { Conversation } from '../../server/playground/conversation'

/** What a happening is about. */
export interface On {
  conversation: Conversation
  id: string
  into: Conversation
  /** Whom Missive shows before it. */
  before: string[]
  person: string
  other: string
  who: number
  what: number
}

/** False: nothing happened. */
export type Doing = (on: On) => unknown
