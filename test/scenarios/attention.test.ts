import { afterEach, describe, expect, it } from 'vitest'
import { harborAndPine, people, teams } from '../../server/playground/harbor-and-pine'
import type { ConversationId } from '../../shared/ids'
import { onBothDatabases, sqlite, type TestDatabase } from '../support/databases'
import { ALWAYS_OPEN, type Caller, type Desk, type DeskOptions, openDesk } from '../support/desk'
import { expectLoadsRight, withStore } from '../support/loads'

const NOTE = { why: 'Lukas knows the order', whatsNeeded: 'Answer Dana', byWhen: null, context: '' }
const SECONDS = 1 / 60
const REASON = 'Missive refused it (400): Something went wrong'

/** Nobody is ever there, and nobody is asked instead. */
const NOBODY_THERE = `
version: 1
mode: route
time_zone: UTC
general_team: support
defaults: { hours: { mon-sun: "09:00-17:00" } }
urgency: { targets: { normal: 15m } }
teams: { support: { missive_team: Support, members: [imani, lukas] } }
teammates:
  imani: { missive_user: imani@harborpine.example, access: manager }
  lukas: { missive_user: lukas@harborpine.example }
`

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const attention = async (caller: Caller, after = '') => {
  const { status, body } = await caller('attention', { after })
  expect(status).toBe(200)
  return body
}

const named = ({ kind, subjectId }: { kind: string; subjectId: string }) => ({ kind, subjectId })

const onlyConcern = async (caller: Caller) => {
  const { count, concerns, next } = await attention(caller)
  expect([count, concerns.length, next]).toEqual([1, 1, null])
  expect((await caller('attentionCount', {})).body).toEqual({ count: 1 })
  return concerns[0]
}

const act = async (caller: Caller, what: 'tryAgain' | 'dismiss') => {
  const answer = await caller(what, {}, named(await onlyConcern(caller)))
  await desk.settle()
  return answer
}

const nothing = { count: 0, concerns: [], next: null }

const failPosts = (status: number, calls = 1) => {
  desk.missive.switches.fail = { calls, status, when: ({ method, path }) => method === 'POST' && path === '/posts' }
}

const viewOf = async (caller: Caller, id: string) => (await caller('conversation', { id })).body
const kindsOf = (view: { trail: { kind: string }[] }) => view.trail.map(({ kind }) => kind)
const assignees = (id: string) => desk.missive.look(id).assignees

const give = async (caller: Caller, id: string, to: keyof typeof people) => {
  const body = { to: people[to].id, note: NOTE, drafted: [], acknowledged: [], reopen: false }
  expect(await caller('handOff', { id }, body)).toMatchObject({ status: 200 })
  await desk.settle()
}

const isRefused = async () => {
  failPosts(400)
  const id = await desk.arrives()
  desk.missive.switches.fail = null
  return id
}

onBothDatabases((database) => {
  it('lists a refused call with its reason, once, and sends it again when a person says so', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    expect(await attention(imani)).toEqual(nothing)
    const id = await isRefused()
    expect(await onlyConcern(imani)).toMatchObject({
      kind: 'refused',
      since: '2026-11-23T10:00:00.000Z',
      conversationId: id,
      subject: 'Where is my parcel?',
      sentence: expect.stringMatching(/^Not handed to .+\. Missive refused it \(400\): Something went wrong$/),
      tried: null,
    })
    expect(await act(imani, 'tryAgain')).toMatchObject({
      status: 200,
      body: { sentence: 'It is sent to Missive again.' },
    })
    expect(await attention(imani)).toEqual(nothing)
    const view = await viewOf(imani, id)
    expect(kindsOf(view)).toEqual(['routed', 'tried_again', 'dropped', 'routed'])
    expect(view.trail[0]).toMatchObject({ by: null, delivery: { state: 'confirmed' } })
    expect(view.trail[1]).toMatchObject({ by: { id: people.imani.id }, why: expect.stringContaining(REASON) })
    expect(assignees(id)).toEqual([view.owners[0].id])
    const [post, ...more] = desk.missive.look(id).posts
    expect(more).toEqual([])
    expect(post?.markdown).toContain(`/why/${view.trail[0].id}`)
    await expectLoadsRight(desk.databaseUrl)
  })

  it('sends again what a person started, in their name', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    failPosts(400)
    await give(sofia, id, 'grace')
    await act(imani, 'tryAgain')
    expect(assignees(id)).toEqual([people.grace.id])
    expect(desk.missive.look(id).posts.at(-1)?.markdown).toMatch(/^\*\*Handed to Grace Kim\*\* by Sofia Rossi/)
    expect((await viewOf(imani, id)).trail[0]).toMatchObject({ kind: 'handed', by: { id: people.sofia.id } })
    expect(await expectLoadsRight(desk.databaseUrl)).toEqual({ [people.grace.id]: 1 })
  })

  it.each([
    ['was given to somebody since', (id: string) => desk.missive.assign(id, [people.grace.id]), 'changed_meanwhile'],
    ['was answered since', (id: string) => desk.missive.reply(id, people.grace.id, 'Here I am.'), 'changed_meanwhile'],
    ['was closed since', (id: string) => desk.missive.close(id), 'closed'],
  ])('does not send again what %s, says so, and lets it be dismissed', async (_what, happens, code) => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await isRefused()
    await desk.passes(1)
    happens(id)
    await desk.settle()
    const before = assignees(id)
    expect(await act(imani, 'tryAgain')).toMatchObject({ status: 409, body: { error: { code } } })
    expect(assignees(id)).toEqual(before)
    expect(await act(imani, 'dismiss')).toMatchObject({ status: 200 })
    expect(await attention(imani)).toEqual(nothing)
    expect(desk.missive.look(id).posts).toEqual([])
  })

  it('is there again when it is refused again', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await isRefused()
    const first = await onlyConcern(imani)
    failPosts(400)
    await act(imani, 'tryAgain')
    const second = await onlyConcern(imani)
    expect(second).toMatchObject({ kind: 'refused', conversationId: id })
    expect(second.subjectId).not.toBe(first.subjectId)
    await act(imani, 'tryAgain')
    expect(assignees(id)).toHaveLength(1)
  })

  it('decides again what could not be routed, and keeps who tried', async () => {
    await open(database, { at: '2026-11-23T20:00:00Z', rules: NOBODY_THERE })
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    expect(await onlyConcern(imani)).toMatchObject({ kind: 'no owner', subjectId: id, conversationId: id })
    await desk.passes(5)
    expect((await act(imani, 'tryAgain')).body.sentence).toMatch(/^Everyone of Support is off until Tue 09:00/)
    expect(await onlyConcern(imani)).toMatchObject({
      tried: { by: { id: people.imani.id }, at: '2026-11-23T20:05:00.000Z' },
    })
    await act(imani, 'dismiss')
    expect(await attention(imani)).toEqual(nothing)
    await desk.passes(14 * 60)
    expect(assignees(id)).toHaveLength(1)
    expect(kindsOf(await viewOf(imani, id))).toEqual(['routed', 'dismissed', 'tried_again'])
  })

  it('leaves the list when it is dismissed, stays in the queue, and comes back when the customer writes', async () => {
    await open(database, {
      at: '2026-11-23T20:00:00Z',
      rules: NOBODY_THERE,
      environment: { ADMIN_EMAILS: 'sofia@harborpine.example' },
    })
    const imani = await desk.signIn('imani')
    const sofia = await desk.signIn('sofia')
    const id = await desk.arrives()
    await desk.passes(1)
    expect(await act(imani, 'dismiss')).toMatchObject({ body: { sentence: 'Dismissed.' } })
    expect(await attention(imani)).toEqual(nothing)
    expect((await sofia('adminNow', {})).body).toMatchObject({
      needsAttention: 0,
      waiting: [{ conversationId: id, needsAttention: true }],
    })
    const view = await viewOf(imani, id)
    expect(view.trail).toMatchObject([{ kind: 'dismissed', by: { id: people.imani.id }, from: null, to: null }])
    expect(view.why).toMatch(/^Everyone of Support is off/)
    await desk.passes(1)
    desk.missive.receiveMail({ from: 'dana.whitfield@customer.example', text: 'Hello?', conversation: id })
    await desk.settle()
    expect(await onlyConcern(imani)).toMatchObject({ kind: 'no owner', subjectId: id })
  })

  it('lists two owners once they have been unsettled for 15 minutes, and asks Missive', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    await give(imani, id, 'lukas')
    desk.missive.assign(id, [people.grace.id])
    await desk.settle()
    await desk.passes(14)
    expect(await attention(imani)).toEqual(nothing)
    await desk.passes(1)
    expect(await onlyConcern(imani)).toMatchObject({
      kind: 'two owners',
      conversationId: id,
      sentence: 'Grace Kim and Lukas Brandt both have it since 10:00. Choose one.',
    })
    desk.missive.quietly(() => desk.missive.unassign(id, [people.lukas.id]))
    expect((await act(imani, 'tryAgain')).body).toEqual({ sentence: 'Missive is asked who has it now.' })
    await desk.passes(6 * SECONDS)
    expect(await attention(imani)).toEqual(nothing)
    expect((await viewOf(imani, id)).owners).toMatchObject([{ id: people.grace.id }])
  })

  it('keeps who owns it when two owners are dismissed', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    await give(imani, id, 'lukas')
    desk.missive.assign(id, [people.grace.id])
    await desk.settle()
    await desk.passes(15)
    const before = await viewOf(imani, id)
    await act(imani, 'dismiss')
    const after = await viewOf(imani, id)
    expect(await attention(imani)).toEqual(nothing)
    expect([after.why, after.whyId, after.owners]).toEqual([before.why, before.whyId, before.owners])
  })

  it('lists a delivery that was not understood, reads it again when that is asked, and folds what it can read by then', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    await desk.deliver(JSON.stringify({ rule: { type: 'incoming_email' }, conversation: { id: 5 } }))
    await desk.settle()
    expect(await onlyConcern(imani)).toMatchObject({
      kind: 'not understood',
      conversationId: null,
      sentence: expect.stringMatching(/^incoming_email: Not the shape of a Missive webhook: /),
    })
    expect((await act(imani, 'tryAgain')).body.sentence).toMatch(/^It still cannot be understood\. /)
    expect(await onlyConcern(imani)).toMatchObject({ tried: { by: { id: people.imani.id } } })
    await act(imani, 'dismiss')
    expect(await attention(imani)).toEqual(nothing)

    const told = await isNotFolded()
    expect((await act(imani, 'tryAgain')).body.sentence).toBe('It is understood now, and acted on.')
    await desk.passes(6 * SECONDS)
    expect(await attention(imani)).toEqual(nothing)
    expect(assignees(told)).toHaveLength(1)
  })

  it('gives a thousand page by page, each once, the latest first', async () => {
    await open(database)
    const imani = await desk.signIn('imani')
    const id = await isRefused()
    await withStore(desk.databaseUrl, async (store, { outbox, deliveries }) => {
      const [row] = await store.db.select().from(outbox)
      if (!row) throw new Error('No call')
      const { id: _, ...call } = row
      const at = (n: number) => new Date(+row.createdAt + Math.floor(n / 100) * 1000)
      for (let part = 0; part < 5; part++) {
        const numbers = Array.from({ length: 100 }, (_, n) => part * 100 + n)
        await store.db
          .insert(outbox)
          .values(numbers.map((n) => ({ ...call, handoffId: `h${n}` as typeof row.handoffId, createdAt: at(n) })))
        await store.db.insert(deliveries).values(
          numbers.map((n) => ({
            receivedAt: at(n),
            conversationId: null,
            type: 'odd',
            bodyHash: `${n}`,
            body: '{}',
            status: 'not_understood' as const,
            reason: 'It is not JSON.',
          })),
        )
      }
    })
    const pages = [await attention(imani)]
    while (pages.at(-1).next) pages.push(await attention(imani, pages.at(-1).next))
    const listed = pages.flatMap(({ concerns }) => concerns)
    expect(pages[0].count).toBe(1001)
    expect(pages).toHaveLength(21)
    expect(new Set(listed.map(({ kind, subjectId }) => `${kind}:${subjectId}`)).size).toBe(1001)
    const since = listed.map((concern) => concern.since)
    expect(since).toEqual([...since].sort().reverse())
    expect(listed.at(-1)).toMatchObject({ conversationId: null, kind: 'not understood' })
    expect(listed.filter(({ conversationId }) => conversationId === id)).toHaveLength(501)
  })
})

/** Mail in Missive whose webhook an earlier Baton could not act on. */
const isNotFolded = async (): Promise<string> => {
  let id = ''
  desk.missive.quietly(() => {
    id = desk.missive.receiveMail({
      from: 'leo@customer.example',
      subject: 'Sail',
      text: 'Torn',
      team: 'Support',
    }).conversation
  })
  const body = {
    rule: { id: 'a-rule', type: 'incoming_email' },
    conversation: {
      id,
      latest_message_subject: 'Sail',
      organization: { id: harborAndPine.id },
      team: { id: teams.support.id, name: 'Support' },
      users: [{ id: people.imani.id, unassigned: true, closed: false }],
      assignees: [],
    },
    message: { id: 'message-1', subject: 'Sail', preview: 'Torn', delivered_at: +desk.clock() / 1000 },
  }
  await withStore(desk.databaseUrl, (store, { deliveries }) =>
    store.db.insert(deliveries).values({
      receivedAt: desk.clock(),
      conversationId: id as ConversationId,
      type: 'incoming_email',
      bodyHash: 'a-hash',
      body: JSON.stringify(body),
      status: 'not_understood',
      reason: 'Baton failed while it acted on this.',
    }),
  )
  return id
}

describe('needs attention', () => {
  it('shows nothing of a conversation that became private, and does not send into it', async () => {
    await open(sqlite)
    const imani = await desk.signIn('imani')
    const id = await isRefused()
    await withStore(desk.databaseUrl, (store, { conversations }) =>
      store.db.update(conversations).set({ isPrivate: true }),
    )
    const concern = await onlyConcern(imani)
    expect(concern).toMatchObject({ kind: 'refused', conversationId: null, subject: null })
    expect(JSON.stringify(concern)).not.toContain('parcel')
    expect(await act(imani, 'tryAgain')).toMatchObject({ status: 409 })
    expect(desk.missive.look(id).posts).toEqual([])
  })

  it('is for managers', async () => {
    await open(sqlite)
    await isRefused()
    const imani = await desk.signIn('imani')
    const concern = named(await onlyConcern(imani))
    const lukas = await desk.signIn('lukas')
    expect(await lukas('attention', { after: '' })).toMatchObject({ status: 403 })
    expect(await lukas('attentionCount', {})).toMatchObject({ status: 403 })
    for (const what of ['tryAgain', 'dismiss'] as const)
      expect(await lukas(what, {}, concern)).toMatchObject({ status: 403, body: { error: { code: 'not_allowed' } } })
    await onlyConcern(imani)
  })

  it('says so when somebody else was faster, and refuses what is none', async () => {
    await open(sqlite)
    await isRefused()
    const imani = await desk.signIn('imani')
    const concern = named(await onlyConcern(imani))
    expect((await imani('dismiss', {}, concern)).status).toBe(200)
    for (const again of [concern, { kind: 'refused', subjectId: 'x' }, { kind: 'no owner', subjectId: 'no-such' }])
      for (const what of ['tryAgain', 'dismiss'] as const)
        expect(await imani(what, {}, again)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    for (const after of ['x', '1.odd.2', '1.refused.'])
      expect(await imani('attention', { after })).toMatchObject({ status: 422 })
  })

  it('lists an escalation that nobody was there for, says who is there by now, until somebody has heard of it', async () => {
    await open(sqlite)
    const imani = await desk.signIn('imani')
    const id = await desk.arrives()
    const escalated = {
      reason: 'legal or press',
      situation: 'A lawyer writes',
      tried: 'Nothing',
      need: 'An answer',
      byWhen: null,
    }
    const body = { kind: 'decision', to: null, ...escalated, acknowledged: [] }
    expect(await imani('escalate', { id }, body)).toMatchObject({ status: 200 })
    await desk.settle()
    expect(await onlyConcern(imani)).toMatchObject({
      kind: 'unheard',
      conversationId: id,
      sentence: expect.stringMatching(/^Imani Okafor escalated it, and nobody who may decide was there\./),
    })
    expect((await act(imani, 'tryAgain')).body.sentence).toMatch(/^Nobody who may decide this is there\./)
    await desk.restarts({ rules: ALWAYS_OPEN.replace('access: admin', 'access: admin, authority: leadership') })
    expect((await act(imani, 'tryAgain')).body.sentence).toBe(
      'Sofia Rossi is there now: open it and escalate it to them.',
    )
    await act(imani, 'dismiss')
    expect(await attention(imani)).toEqual(nothing)
    expect((await viewOf(imani, id)).why).not.toContain('escalated')
  })

  it('asks about what a channel could not be told', async () => {
    await open(sqlite, { rules: ALWAYS_OPEN })
    const imani = await desk.signIn('imani')
    await withStore(desk.databaseUrl, (store, { outbox }) =>
      store.db.insert(outbox).values({
        handoffId: 'notice-1' as never,
        lane: 'channel-1' as never,
        priority: 3,
        team: null,
        call: {
          markdown: 'A notice',
          notification: { title: 'a', body: 'b' },
          assign: null,
          teamInbox: null,
          reopen: false,
          color: null,
        },
        status: 'refused',
        dueAt: desk.clock(),
        attempts: 1,
        isFateUnknown: false,
        reason: REASON,
        createdAt: desk.clock(),
      }),
    )
    expect(await onlyConcern(imani)).toMatchObject({ conversationId: null, sentence: REASON })
    await act(imani, 'tryAgain')
    expect(await onlyConcern(imani)).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('404') })
  })
})
