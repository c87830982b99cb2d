import type * as z from 'zod/mini'
import type { Matter } from '../../shared/api'
import type { ConversationId } from '../../shared/ids'
import type { Desk } from './desk'
import { type Reader, requireSight } from './rights'

/** What people can say of a conversation, and have said. Throws `AppError` `not_found`. */
export const viewMatter = async (desk: Desk, reader: Reader, id: ConversationId): Promise<z.output<typeof Matter>> => {
  const { store } = desk
  const found = await store.transaction((tx) => store.conversations.find(tx, id))
  const conversation = requireSight(desk, reader, found)
  return {
    topics: desk.rules()?.rules.topics.map(({ name }) => name) ?? [],
    said: {
      topic: conversation.topicSetByPerson,
      urgency: conversation.urgencySetByPerson,
      language: conversation.languageSetByPerson,
    },
  }
}
