import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { harborAndPine, labels, people } from '../../server/playground/harbor-and-pine'
import { signatureOf } from '../../server/playground/webhooks'
import { openListener, openMissive } from './support'

const { imani, lukas } = people
const secret = 'fixture-secret-0001'
const mail = { from: 'dana@customer.example', name: 'Dana', subject: 'Charged twice', text: 'Twice!', team: 'Support' }

let listener: Awaited<ReturnType<typeof openListener>>
beforeEach(async () => {
  listener = await openListener()
})
afterEach(() => listener.close())

const desk = (options: Parameters<typeof openMissive>[0] = {}) =>
  openMissive({ webhook: { url: listener.url, secret }, retryDelaysMs: [5, 5, 5, 5, 5], ...options })

const fixture = (name: string) => readFileSync(new URL(`../fixtures/missive/${name}.json`, import.meta.url))
const keysOf = (value: object): string[] => Object.keys(value).sort()

describe('the signature', () => {
  it.each([
    ['webhook.incoming_email', '61c5168056278bc5e7c9e035a4249cf70a02986d408e48f14d093b87e1a6e51e'],
    ['webhook.conversation_closed', '7fd1f06e39eba66a3a9b53a86d3008c567fd9d122f411d3bb46d7a18d482f431'],
    ['webhook.team_change', 'd53a9322cb35ee41d3e40a8eeb28a23a6cc4c086990951a39258e3945cf106b1'],
    ['webhook.incoming_sms_message', '8ed1380d9b38c2e1f0238bde534d689036a1b90580cee4ab034463619b93674a'],
  ])('of %s is the recorded one', (name, hex) => {
    expect(signatureOf(fixture(name), secret)).toBe(`sha256=${hex}`)
  })

  it('covers the very bytes that are sent', async () => {
    const { missive } = desk()
    missive.receiveMail({ ...mail, subject: 'Größe — 東京 🙂' })
    await missive.settled()
    const [first] = listener.heard
    expect(first!.signature).toBe(`sha256=${createHmac('sha256', secret).update(first!.bytes).digest('hex')}`)
  })
})

describe('what happens', () => {
  it('is told with the type and the event that belong to it', async () => {
    const { missive } = desk()
    const { conversation } = missive.receiveMail(mail)
    missive.assign(conversation, [imani.id])
    missive.comment(conversation, imani.id, 'on it')
    missive.addLabel(conversation, labels.refund.id)
    missive.reply(conversation, imani.id, 'Done')
    missive.moveToTeam(conversation, 'Billing')
    missive.close(conversation)
    missive.reopen(conversation)
    await missive.settled()
    expect(listener.types()).toEqual([
      'incoming_email',
      'conversation_assignee_change',
      'new_comment',
      'label_change',
      'outgoing_email',
      'team_change',
      'conversation_closed',
      'conversation_reopened',
    ])
    const events = listener.heard.map(({ body }) =>
      keysOf(body).filter((key) => !['rule', 'conversation'].includes(key)),
    )
    expect(events).toEqual([
      ['message'],
      ['latest_message'],
      ['comment', 'latest_message'],
      ['latest_message'],
      ['message'],
      ['latest_message'],
      ['latest_message'],
      ['latest_message'],
    ])
  })

  it('is told in the shapes that were recorded', async () => {
    const { missive } = desk()
    const { conversation } = missive.receiveMail(mail)
    missive.comment(conversation, imani.id, 'on it')
    missive.receiveMail({ from: '+15550100142', text: 'Is it on the truck?', channel: 'sms', team: 'Support' })
    await missive.settled()
    for (const { body } of listener.heard) {
      const recorded = JSON.parse(fixture(`webhook.${body.rule.type}`).toString('utf8'))
      expect(keysOf(body.rule)).toEqual(keysOf(recorded.rule))
      expect(keysOf(body.conversation)).toEqual(keysOf(recorded.conversation))
      for (const event of ['message', 'comment', 'latest_message']) {
        if (recorded[event]) expect(keysOf(body[event]), event).toEqual(keysOf(recorded[event]))
      }
    }
    expect(listener.heard).toHaveLength(3)
  })

  it('is told as it was at that moment, closed flags late as recorded', async () => {
    const { missive } = desk()
    const { conversation } = missive.receiveMail(mail)
    missive.webhooks.hold()
    missive.assign(conversation, [imani.id])
    missive.assign(conversation, [lukas.id])
    missive.close(conversation)
    missive.webhooks.release()
    await missive.settled()
    expect(listener.heard.map(({ body }) => body.conversation.assignee_names)).toEqual([
      '',
      'Imani Okafor',
      'Imani Okafor, Lukas Brandt',
      'Imani Okafor, Lukas Brandt',
    ])
    const closed = listener.heard.at(-1)!.body
    expect(closed.conversation.users.some((user: { closed: boolean }) => user.closed)).toBe(false)
  })

  it('makes one delivery of an assignment that a reply brought about, after that of the reply', async () => {
    const { missive } = desk()
    const { conversation } = missive.receiveMail(mail)
    missive.reply(conversation, lukas.id, 'Hello')
    await missive.settled()
    expect(listener.types()).toEqual(['incoming_email', 'outgoing_email', 'conversation_assignee_change'])
  })

  it('stays untold while it is quiet, and when it is private', async () => {
    const { missive } = desk()
    missive.quietly(() => missive.receiveMail(mail))
    missive.receiveMail({ ...mail, privateTo: [imani.id] })
    missive.receiveMail(mail)
    await missive.settled()
    expect(listener.heard).toHaveLength(1)
  })
})

describe('delivery', () => {
  it('is tried again after a failure, with the same bytes', async () => {
    const { missive } = desk()
    listener.answers.push(503, 500)
    missive.receiveMail(mail)
    await missive.settled()
    expect(missive.webhooks.deliveries).toMatchObject([{ attempts: 3, outcome: 'delivered' }])
  })

  it('holds back what happened later in a conversation until the first try is over, and nothing else', async () => {
    const { missive } = desk({ webhookTimeoutMs: 500, retryDelaysMs: [500] })
    listener.answers.push(0)
    const { conversation } = missive.receiveMail(mail)
    missive.assign(conversation, [imani.id])
    const other = missive.receiveMail(mail).conversation
    await missive.settled()
    expect(listener.heard.map(({ body }) => [body.conversation.id, body.rule.type])).toEqual([
      [other, 'incoming_email'],
      [conversation, 'conversation_assignee_change'],
      [conversation, 'incoming_email'],
    ])
  })

  it('ends after five retries', async () => {
    const { missive } = desk()
    listener.answers.push(500, 500, 500, 500, 500, 500)
    missive.receiveMail(mail)
    await missive.settled()
    expect(missive.webhooks.deliveries).toMatchObject([{ attempts: 6, outcome: 'given up' }])
    expect(listener.heard).toEqual([])
  })

  it('counts an answer that takes too long as a failure', async () => {
    const { missive } = desk({ webhookTimeoutMs: 500 })
    listener.answers.push(0)
    missive.receiveMail(mail)
    await missive.settled()
    expect(missive.webhooks.deliveries).toMatchObject([{ attempts: 2, outcome: 'delivered' }])
  })
})

describe('switches', () => {
  it('lose every webhook, or send each twice', async () => {
    const lossy = desk({ switches: { webhooks: { loseRate: 1, doubleRate: 0, reorderRate: 0 } } })
    lossy.missive.receiveMail(mail)
    await lossy.missive.settled()
    expect(listener.heard).toHaveLength(0)
    const doubling = desk({ switches: { webhooks: { loseRate: 0, doubleRate: 1, reorderRate: 0 } } })
    doubling.missive.receiveMail(mail)
    await doubling.missive.settled()
    expect(listener.heard).toHaveLength(2)
    expect(listener.heard[0]!.bytes.equals(listener.heard[1]!.bytes)).toBe(true)
  })

  it('let webhooks overtake each other', async () => {
    const { missive } = desk()
    const { conversation } = missive.receiveMail(mail)
    await missive.settled()
    missive.webhooks.hold()
    missive.close(conversation)
    missive.reopen(conversation)
    missive.webhooks.release('reversed')
    await missive.settled()
    expect(listener.types()).toEqual(['incoming_email', 'conversation_reopened', 'conversation_closed'])
  })

  it('make late ones late by the share that was set', async () => {
    const { missive } = desk({ switches: { webhooks: { loseRate: 0, doubleRate: 0, reorderRate: 1 } } })
    const { conversation } = missive.receiveMail(mail)
    missive.switches.webhooks.reorderRate = 0
    missive.close(conversation)
    await missive.settled()
    expect(listener.types()).toEqual(['conversation_closed', 'incoming_email'])
  })

  it('decide whether writes of the API and posts run rules', async () => {
    const { missive, call } = desk()
    const { conversation } = missive.receiveMail(mail)
    const write = (add: string) =>
      call('POST', '/posts', {
        posts: {
          conversation,
          organization: harborAndPine.id,
          markdown: 'note',
          notification: { title: 'a', body: 'b' },
          add_assignees: [add],
        },
      })
    await write(imani.id)
    missive.switches.apiWritesFireWebhooks = false
    missive.switches.postsFireIncoming = true
    await write(lukas.id)
    await missive.settled()
    expect(listener.types()).toEqual(['incoming_email', 'conversation_assignee_change', 'incoming_post'])
  })
})
