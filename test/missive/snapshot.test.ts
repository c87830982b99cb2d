import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../server/missive/json'
import { ConversationPayload } from '../../server/missive/payloads'
import { type Readers, readSnapshot, readWebhook } from '../../server/missive/snapshot'
import { people } from '../../server/playground/harbor-and-pine'
import { id } from '../support/builders'

const readers: Readers = { routerId: id(people.router.id), isTeammate: () => true }
const fixture = (name: string): unknown => parseJson(readFileSync(`test/fixtures/missive/${name}.json`, 'utf8'))
const conversation = (changes: object) =>
  readSnapshot(ConversationPayload.parse({ id: 'c1', organization: { id: 'o' }, ...changes }), readers)
const row = (who: { id: string }, flags: object = {}) => ({ id: who.id, closed: false, trashed: false, ...flags })

describe('a webhook of Missive', () => {
  it.each([
    ['webhook.incoming_email', 'incoming', 0],
    ['webhook.incoming_sms_message', 'incoming', 0],
    ['webhook.outgoing_sms_message', 'outgoing', 1],
    ['webhook.conversation_assignee_change', 'assignees', 1],
    ['webhook.conversation_assignee_change.two_owners', 'assignees', 2],
    ['webhook.conversation_assignee_change.unassigned', 'assignees', 0],
    ['webhook.conversation_closed', 'closed', 1],
    ['webhook.conversation_reopened', 'reopened', 1],
    ['webhook.label_change', 'label', 1],
    ['webhook.new_comment', 'comment', 1],
    ['webhook.new_comment.task', 'comment', 1],
    ['webhook.team_change', 'team', 0],
  ])('%s tells of %s, with %i assignees', (name, kind, assignees) => {
    const event = readWebhook(fixture(name), readers)
    expect([event.happening.kind, event.snapshot.assignees?.length]).toEqual([kind, assignees])
  })

  it('carries who wrote what, as far as a preview goes', () => {
    const { happening } = readWebhook(fixture('webhook.incoming_email'), readers)
    expect(happening).toMatchObject({
      channel: 'email',
      at: new Date(1_788_000_900_000),
      message: { subject: 'Charged twice for order 4411', from: { address: 'dana.whitfield@customer.example' } },
    })
  })

  it('takes a post that ran an incoming rule for no customer', () => {
    const post = { ...(fixture('webhook.incoming_email') as object), rule: { type: 'incoming_post' } }
    expect(readWebhook(post, readers).happening.kind).toBe('other')
  })

  it('reads a type it does not know as something that happened', () => {
    const unknown = { ...(fixture('webhook.team_change') as object), rule: { type: 'conversation_snoozed' } }
    expect(readWebhook(unknown, readers)).toMatchObject({ type: 'conversation_snoozed', happening: { kind: 'other' } })
  })

  it.each([[{}], [{ rule: { type: 'x' } }], [[]], [null], [{ rule: { type: 'x' }, conversation: { id: '' } }]])(
    'refuses %j',
    (body) => {
      expect(() => readWebhook(body, readers)).toThrow()
    },
  )
})

describe('the state of a conversation', () => {
  it('holds when it holds for all members; guests and the router’s seat are not asked', () => {
    const closed = [row(people.imani, { closed: true }), row(people.lukas, { closed: true }), row(people.router)]
    expect(conversation({ users: closed }).flags?.isClosed).toBe(true)
    expect(conversation({ users: [...closed, row(people.mei)] }).flags?.isClosed).toBe(false)
    const withGuest = [...closed, row({ id: 'guest' })]
    const knowsGuests: Readers = { ...readers, isTeammate: (who) => who !== 'guest' }
    const payload = ConversationPayload.parse({ id: 'c1', organization: { id: 'o' }, users: withGuest })
    expect(readSnapshot(payload, knowsGuests).flags?.isClosed).toBe(true)
  })

  it('is unknown where the row of a guest tells nothing', () => {
    expect(conversation({ organization: undefined })).toMatchObject({ flags: null, assignees: null, isPrivate: false })
  })

  it('is private without an organization', () => {
    expect(conversation({ organization: null }).isPrivate).toBe(true)
  })

  it('is snoozed when its assignee snoozed it', () => {
    expect(conversation({ users: [row(people.imani, { snoozed: true })] }).flags?.isSnoozed).toBe(false)
    expect(conversation({ users: [row(people.imani, { snoozed: true, assigned: true })] }).flags?.isSnoozed).toBe(true)
  })
})

describe('text from outside', () => {
  it('loses what a database cannot hold, and nothing else', () => {
    expect(parseJson('{"a":"x\\u0000y\\ud800z 😀"}')).toEqual({ a: 'xy\ufffdz 😀' })
    expect(parseJson('{"a":"\\\\u0000"}')).toEqual({ a: '\\u0000' })
  })
})
