import { type Conversation, withoutChevrons } from './conversation'
import { notFound } from './refusal'

/** All conversations in memory. A merged one is found under every id it ever had. */
export const createConversations = () => {
  const byId = new Map<string, Conversation>()
  const aliases = new Map<string, string>()
  const byReference = new Map<string, string>()

  const peek = (id: string): Conversation | undefined => {
    const alias = aliases.get(id)
    return alias === undefined ? byId.get(id) : peek(alias)
  }

  return {
    all: (): Conversation[] => [...byId.values()],
    peek,
    /** @throws Refusal 404 for an id that nothing here ever had. */
    find(id: string): Conversation {
      const conversation = peek(id)
      if (!conversation) throw notFound('Conversation')
      return conversation
    },
    /** The first conversation that one of the references, with or without chevrons, belongs to. */
    findByReference(references: string[]): Conversation | undefined {
      const [id] = references.flatMap((reference) => byReference.get(withoutChevrons(reference)) ?? [])
      return id === undefined ? undefined : peek(id)
    },
    add(conversation: Conversation): Conversation {
      byId.set(conversation.id, conversation)
      return conversation
    },
    addReferences(conversation: Conversation, references: string[]) {
      for (const reference of references.map(withoutChevrons)) {
        conversation.references.add(reference)
        if (!byReference.has(reference)) byReference.set(reference, conversation.id)
      }
    },
    /** Lets `source` live on as `target`: the old id leads to the new one. */
    alias(source: Conversation, target: Conversation) {
      byId.delete(source.id)
      aliases.set(source.id, target.id)
    },
  }
}
export type Conversations = ReturnType<typeof createConversations>
