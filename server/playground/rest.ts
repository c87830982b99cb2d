import { type Context, Hono } from 'hono'
import { ConversationsBody, MergeBody, PostBody, parseBody } from './api-bodies'
import type { ApiWrites } from './api-writes'
import type { Conversation, Message } from './conversation'
import type { Conversations } from './conversations'
import {
  isInPersonalMailbox,
  isInTeamMailbox,
  type PersonalMailbox,
  personalMailboxes,
  type TeamMailbox,
  teamMailboxes,
} from './mailboxes'
import { type Organization, peopleOfTeam, routerOf } from './organization'
import { limitFrom, pageOffset, pageUntil, untilFrom } from './paging'
import {
  commentPayload,
  conversationPayload,
  labelPayload,
  messageBody,
  messagePayload,
  postPayload,
  teamPayload,
  userPayload,
} from './payloads'
import type { RateLimits } from './rate-limits'
import { notFound, Refusal } from './refusal'
import { keepLimits, logRequests, misbehave, type Received, requireToken } from './rest-guards'
import type { Switches } from './switches'
import type { Verbs } from './verbs'

interface Dependencies {
  organization: Organization
  conversations: Conversations
  writes: ApiWrites
  verbs: Verbs
  limits: RateLimits
  switches: Switches
  requests: Received[]
  token: string
  clock: () => Date
}

const queryOf = (context: Context) => (name: string) => context.req.query(name)

const bodyOf = async (context: Context): Promise<unknown> => {
  if (!context.req.header('Content-Type')?.startsWith('application/json')) {
    throw new Refusal(400, `'Content-Type' must be application/json`)
  }
  return context.req.json().catch(() => {
    throw new Refusal(400, 'Invalid JSON')
  })
}

/** Missive's REST API, as far as a router uses it. Paths are below `/v1`. */
export const createRest = (dependencies: Dependencies): Hono => {
  const { organization, conversations, writes, verbs, limits, switches, requests, token, clock } = dependencies
  const router = routerOf(organization)

  const shown = (conversation: Conversation) => ({
    ...conversationPayload(conversation, organization),
    last_activity_at: conversation.lastActivityAt,
  })

  const mailboxFilter = (context: Context): ((conversation: Conversation) => boolean) => {
    const query = queryOf(context)
    const own = personalMailboxes.filter((name) => query(name) === 'true')
    const team = teamMailboxes.filter((name) => query(name) !== undefined)
    const label = query('shared_label')
    const [mailbox, second] = [...own, ...team, ...(label === undefined ? [] : ['shared_label'])]
    if (mailbox === undefined) throw new Refusal(400, 'You need to paginate at least one mailbox')
    if (second !== undefined) throw new Refusal(400, 'You can only paginate one mailbox')
    if (label !== undefined) return ({ labelIds }) => labelIds.includes(label)
    if (own.length > 0)
      return (conversation) => isInPersonalMailbox(conversation, mailbox as PersonalMailbox, router.id)
    const teamId = query(mailbox) ?? ''
    const asked = organization.teams.find(({ id }) => id === teamId)
    if (!asked) throw notFound('Team')
    if (switches.refuseUnseenTeams && !peopleOfTeam(asked).includes(router.id)) throw new Refusal(403, 'Forbidden')
    return (conversation) => isInTeamMailbox(conversation, mailbox as TeamMailbox, teamId)
  }

  const contactFilter = (context: Context): ((conversation: Conversation) => boolean) => {
    const email = context.req.query('email')?.toLowerCase()
    const domain = context.req.query('domain')?.toLowerCase()
    if (email === undefined && domain === undefined) return () => true
    const isMeant = (address: string) => address === email || address.endsWith(`@${domain}`)
    return ({ messages }) =>
      messages.some(({ from, to, replyTo }) =>
        [from, ...to, ...replyTo].some(({ address }) => isMeant(address.toLowerCase())),
      )
  }

  const listConversations = (context: Context): Conversation[] => {
    const query = queryOf(context)
    const limit = limitFrom(query, { usual: 25, min: 2, max: 50 })
    const isInMailbox = mailboxFilter(context)
    const isOfContact = contactFilter(context)
    const rows = conversations
      .all()
      .filter((row) => row.standings.has(router.id) && isInMailbox(row) && isOfContact(row))
    return pageUntil(rows, ({ lastActivityAt }) => lastActivityAt, { limit, until: untilFrom(query) })
  }

  const pageOf = <Row extends { at: number }>(context: Context, rows: Row[]): Row[] => {
    const limit = limitFrom(queryOf(context), { usual: 10, min: 1, max: 10 })
    return pageUntil(rows, ({ at }) => at, { limit, until: untilFrom(queryOf(context)) })
  }

  const conversationOf = (context: Context) => writes.reachable(context.req.param('id') ?? '')

  const fullMessage = (conversation: Conversation, message: Message) => ({
    ...messagePayload(message, organization.people),
    body: messageBody(message),
    conversation: shown(conversation),
  })

  const messagesNamed = (ids: string[]) =>
    ids.map((id) => {
      const conversation = conversations.all().find(({ messages }) => messages.some((one) => one.id === id))
      const message = conversation?.messages.find((one) => one.id === id)
      if (!conversation?.standings.has(router.id) || !message) throw notFound('Message')
      return fullMessage(conversation, message)
    })

  const rest = new Hono()
  rest.use(logRequests(requests, clock), requireToken(token, switches), keepLimits(limits, clock), misbehave(switches))

  rest.get('/organizations', (c) =>
    c.json({ organizations: pageOffset([{ id: organization.id, name: organization.name }], queryOf(c)) }),
  )
  rest.get('/users', (c) => c.json({ users: pageOffset(organization.people, queryOf(c)).map(userPayload) }))
  rest.get('/teams', (c) =>
    c.json({ teams: pageOffset(organization.teams, queryOf(c)).map((team) => teamPayload(team, organization)) }),
  )
  rest.get('/shared_labels', (c) => {
    const labels = pageOffset(organization.labels, queryOf(c))
    return c.json({ shared_labels: labels.map((label) => labelPayload(label, organization)) })
  })
  rest.get('/responses', (c) =>
    c.json({
      responses: pageOffset(organization.responses, queryOf(c)).map((response) => ({
        ...response,
        subject: null,
        organization: organization.id,
      })),
    }),
  )

  rest.get('/conversations', (c) => c.json({ conversations: listConversations(c).map(shown) }))
  rest.get('/conversations/:id', (c) => c.json({ conversations: [shown(conversationOf(c))] }))
  rest.get('/conversations/:id/messages', (c) =>
    c.json({
      messages: pageOf(c, conversationOf(c).messages).map((message) => messagePayload(message, organization.people)),
    }),
  )
  rest.get('/conversations/:id/comments', (c) =>
    c.json({
      comments: pageOf(c, conversationOf(c).comments).map((comment) => commentPayload(comment, organization.people)),
    }),
  )
  rest.get('/conversations/:id/posts', (c) =>
    c.json({
      posts: pageOf(c, conversationOf(c).posts).map((post) =>
        postPayload(switches.postsWithoutText ? { ...post, text: null, markdown: null } : post),
      ),
    }),
  )
  rest.patch('/conversations/:ids', async (c) => {
    const { conversations: updates } = parseBody(ConversationsBody, await bodyOf(c))
    return c.json({ conversations: writes.update(c.req.param('ids').split(','), updates).map(shown) })
  })
  rest.post('/conversations/:id/merge', async (c) => {
    const { target, subject } = parseBody(MergeBody, await bodyOf(c))
    const merged = verbs.merge(conversationOf(c).id, writes.reachable(target).id)
    const conversation = conversations.find(merged.conversation)
    conversation.subject = subject ?? conversation.subject
    return c.json({ conversations: [shown(conversation)] })
  })

  rest.get('/messages/:ids', (c) => {
    const messages = messagesNamed(c.req.param('ids').split(','))
    return c.json({ messages: messages.length === 1 ? messages[0] : messages })
  })
  rest.post('/posts', async (c) => {
    const { posts } = parseBody(PostBody, await bodyOf(c))
    return c.json({ posts: writes.post(posts) }, 201)
  })
  rest.delete('/posts/:id', (c) => {
    writes.removePost(c.req.param('id'))
    return c.body(null, 204)
  })

  rest.all('*', () => {
    throw notFound('Resource')
  })
  rest.onError((error, c) => {
    if (error instanceof Refusal) return c.json({ error: { message: error.message } }, error.status)
    throw error
  })
  return rest
}
