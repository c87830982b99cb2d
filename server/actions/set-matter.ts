import type { TrailKind } from '../../shared/api'
import type { Urgency } from '../../shared/decision'
import type { ConversationId } from '../../shared/ids'
import { AppError } from '../errors'
import type { Steps } from '../store/database'
import type { Conversation } from '../store/tables'
import { atDesk } from './books'
import type { Desk } from './desk'
import { isOpen } from './fold'
import { languageOf, reassess } from './receive'
import { type Reader, requireSight } from './rights'
import { routeConversation } from './route-conversation'

/** What a person says of a conversation; null gives it back to the rules, what is left out stays as it is. */
export interface MatterSet {
  topic?: string | null
  urgency?: Urgency | null
  language?: string | null
}

/**
 * Topic, urgency and language stick until a person changes them. What waits is decided again, and what has an owner keeps
 * it. Throws `AppError`: `not_found`, `bad_request`.
 */
export const setMatter = async (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  set: MatterSet,
): Promise<{ happened: TrailKind[] }> => {
  const { happened } = await atDesk(desk, function* (tx, books): Steps<void> {
    const before = requireSight(desk, reader, yield* books.find(id))
    requireKnown(desk, set)
    const after = { ...before, ...valuesOf(desk, before, set), updatedAt: desk.clock() }
    books.keep(after)
    // Without what was said before, a decision that comes out alike is kept too: it tells what a person set.
    if (waitsForBaton(after)) yield* routeConversation(desk, tx, books, { ...after, waitSentence: null })
    else books.keep({ ...after, ...(yield* reassess(desk, books, after)) })
  })
  return { happened }
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' })

const requireKnown = (desk: Desk, { topic, language }: MatterSet): void => {
  if (topic && !desk.rules()?.rules.topics.some(({ name }) => name === topic))
    throw new AppError('bad_request', `The rules have no topic “${topic}” any more. Reload and choose another.`)
  if (language && !languageNames.of(language))
    throw new AppError('bad_request', `“${language}” is not a language of two letters such as en or fr.`)
}

const valuesOf = (
  desk: Desk,
  before: Conversation,
  { topic, urgency, language }: MatterSet,
): Partial<Conversation> => ({
  ...(topic === undefined ? {} : { topicSetByPerson: topic }),
  ...(urgency === undefined ? {} : { urgencySetByPerson: urgency }),
  ...(language === undefined
    ? {}
    : {
        languageSetByPerson: language,
        language: languageOf(desk, { ...before, language: null, languageSetByPerson: language }),
      }),
})

/** Neither somebody's, nor over, nor left for a person for now. */
const waitsForBaton = (conversation: Conversation): boolean =>
  isOpen(conversation) &&
  conversation.ownerId === null &&
  !conversation.isFromBefore &&
  conversation.waitStatus !== 'held'
