import * as z from 'zod'

/** What this Missive was found to do where no source settles it; `unknown`: never found out. */
export const Capabilities = z.object({
  /** `ignored`: Missive takes `remove_assignees` and removes nobody. */
  removeAssignees: z.enum(['works', 'refused', 'ignored', 'unknown']),
  /** What a post does to a closed conversation. `as it says`: `true` reopens, `false` leaves it closed. */
  reopen: z.enum(['as it says', 'the other way round', 'always reopens', 'never reopens', 'unknown']),
  apiWritesFireWebhooks: z.enum(['yes', 'no', 'unknown']),
  /** Whether rules for incoming messages tell of Baton's own posts: under the type of posts, or as if customers wrote. */
  ownPosts: z.enum(['left out', 'told as posts', 'told as messages', 'unknown']),
  /** Which keys of a post return its text; empty: none, so that a marker is never found again; null: unknown. */
  postTextKeys: z.array(z.string()).nullable(),
  /** Conversations in which the seat is only a guest. */
  guestRows: z.enum(['only ids', 'none seen', 'unknown']),
  /** People from outside the organization among a conversation's `users`. */
  guestUsers: z.enum(['shown', 'none seen', 'unknown']),
  /** What is answered about a team that the seat is not in. */
  unseenTeams: z.enum(['refused', 'empty', 'shown', 'unknown']),
  /** Who sees a conversation that Baton makes for one person. */
  privateConversations: z.enum(['private', 'seen by others', 'unknown']),
})
export type Capabilities = z.infer<typeof Capabilities>

export const NOTHING_KNOWN: Capabilities = {
  removeAssignees: 'unknown',
  reopen: 'unknown',
  apiWritesFireWebhooks: 'unknown',
  ownPosts: 'unknown',
  postTextKeys: null,
  guestRows: 'unknown',
  guestUsers: 'unknown',
  unseenTeams: 'unknown',
  privateConversations: 'unknown',
}

const newsIn = (found: Capabilities) =>
  Object.entries(found).filter(([, value]) => value !== 'unknown' && value !== null)

export const isAnythingKnown = (found: Capabilities): boolean => newsIn(found).length > 0

/** What is found out replaces what was known; what is not found out this time does not. */
export const learn = (known: Capabilities, found: Capabilities): Capabilities =>
  Capabilities.parse({ ...known, ...Object.fromEntries(newsIn(found)) })
