import * as z from 'zod/mini'

/** Why nobody need own a conversation, each one tap. */
export const NoOwnerReason = z.enum(['only thanks', 'automatic message', 'settled already', 'not for us'])
export type NoOwnerReason = z.infer<typeof NoOwnerReason>
