/** One person's state of one conversation; the names are Missive's. Whoever has a standing has access. */
export interface Standing {
  unassigned: boolean
  assigned: boolean
  closed: boolean
  archived: boolean
  snoozed: boolean
  trashed: boolean
  junked: boolean
  flagged: boolean
}

export interface Contact {
  name: string | null
  /** An e-mail address, or a phone number outside e-mail. */
  address: string
}

export type Channel = 'email' | 'sms' | 'whatsapp' | 'facebook' | 'live_chat'

/** Every time in here is in Unix seconds, as Missive says it. */
export interface Message {
  id: string
  channel: Channel
  isIncoming: boolean
  subject: string | null
  text: string
  at: number
  emailMessageId: string
  inReplyTo: string[]
  from: Contact
  to: Contact[]
  replyTo: Contact[]
  /** The teammate who sent it; null when it came in. */
  authorId: string | null
}

export interface Comment {
  id: string
  body: string
  at: number
  authorId: string
}

/** What an integration leaves in a conversation: the only thing the API can write there. */
export interface Post {
  id: string
  at: number
  username: string
  usernameIcon: string | null
  notification: { title: string; body: string }
  text: string | null
  markdown: string | null
  attachments: unknown[]
}

export interface Conversation {
  id: string
  createdAt: number
  /** Set by hand or by a post; mail leaves it null. */
  subject: string | null
  /** Not shared with the organization: null as `organization` in every answer, and no rule runs for it. */
  isPrivate: boolean
  teamId: string | null
  color: string | null
  standings: Map<string, Standing>
  /** People who were given access one by one: they keep it when the team changes. */
  sharedWith: Set<string>
  labelIds: string[]
  messages: Message[]
  comments: Comment[]
  posts: Post[]
  /** Message ids and references, without chevrons, by which later mail and posts find it. */
  references: Set<string>
  lastActivityAt: number
}

export const newStanding = (changes: Partial<Standing> = {}): Standing => ({
  unassigned: false,
  assigned: false,
  closed: false,
  archived: false,
  snoozed: false,
  trashed: false,
  junked: false,
  flagged: false,
  ...changes,
})

export const newConversation = (id: string, at: number, about: Partial<Conversation> = {}): Conversation => ({
  id,
  createdAt: at,
  subject: null,
  isPrivate: false,
  teamId: null,
  color: null,
  standings: new Map(),
  sharedWith: new Set(),
  labelIds: [],
  messages: [],
  comments: [],
  posts: [],
  references: new Set(),
  lastActivityAt: at,
  ...about,
})

const standingsOf = ({ standings }: Conversation): Standing[] => [...standings.values()]

export const assigneesOf = ({ standings }: Conversation): string[] =>
  [...standings].filter(([, standing]) => standing.assigned).map(([personId]) => personId)

/** Closing acts for everyone, so one standing that is open means that the conversation is. */
export const isClosed = (conversation: Conversation): boolean =>
  conversation.standings.size > 0 && standingsOf(conversation).every(({ closed }) => closed)

export const isInTeamInbox = (conversation: Conversation): boolean =>
  standingsOf(conversation).some(({ unassigned }) => unassigned)

export const withoutChevrons = (reference: string): string => reference.replace(/^<|>$/g, '')

export const latestMessageOf = ({ messages }: Conversation): Message | undefined => messages.at(-1)
