import type * as z from 'zod/mini'
import type { NotePreview, PreviewNote } from '../../shared/api'
import type { ConversationId, HandoffId } from '../../shared/ids'
import { wholeMarkdown } from '../missive/note'
import { run } from '../store/database'
import { overBy, renderWritten } from './compose-written'
import { TRAIL_SHOWN } from './conversation-view'
import type { Desk } from './desk'
import { givenBy } from './guarding'
import { type Reader, requireSight } from './rights'
import { putIntoWords } from './words'

/** What would be posted, as it stands in Missive then; only the link leads nowhere yet. Throws `AppError` `not_found`. */
export const previewNote = (
  desk: Desk,
  reader: Reader,
  id: ConversationId,
  said: PreviewNote,
): Promise<z.output<typeof NotePreview>> =>
  desk.store.transaction(function* (tx) {
    const conversation = requireSight(desk, reader, yield* desk.store.conversations.find(tx, id))
    const givenBackTo = givenBy(conversation, yield* run(desk.store.trail.of(tx, conversation.id, TRAIL_SHOWN)))
    const speaker = { handoffId: desk.newId() as HandoffId, by: reader.teammateId, givenBackTo }
    const written = putIntoWords(desk, conversation, said, speaker, desk.clock())
    const over = overBy(written)
    const markdown = over > 0 ? wholeMarkdown(written.text) : renderWritten(written).markdown
    return { markdown, length: markdown.length, over }
  })
