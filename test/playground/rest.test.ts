import { describe, expect, it } from 'vitest'
import { harborAndPine, labels, people, teams } from '../../server/playground/harbor-and-pine'
import { missiveLimits } from '../../server/playground/rate-limits'
import badRequest from '../fixtures/missive/http.error.400.json'
import unauthorized from '../fixtures/missive/http.error.401.json'
import tooMany from '../fixtures/missive/http.error.429.json'
import listed from '../fixtures/missive/rest.conversations.list.team_all.json'
import patched from '../fixtures/missive/rest.conversations.patch.response.json'
import postAnswer from '../fixtures/missive/rest.posts.create.response.json'
import teamList from '../fixtures/missive/rest.teams.list.json'
import userList from '../fixtures/missive/rest.users.list.json'
import { openMissive } from './support'

const { imani, lukas, mei, router } = people
const organization = harborAndPine.id

const desk = () => {
  const opened = openMissive()
  const { conversation } = opened.missive.receiveMail({
    from: 'dana@customer.example',
    name: 'Dana Whitfield',
    subject: 'Charged twice for order 4411',
    text: 'My card shows two payments.',
    team: 'Support',
  })
  const note = (extra: object = {}) => ({
    posts: { conversation, organization, markdown: 'note', notification: { title: 'a', body: 'b' }, ...extra },
  })
  const post = (extra?: object) => opened.call('POST', '/posts', note(extra))
  const standingOf = (id: string) => opened.missive.conversations.find(conversation).standings.get(id)
  return { ...opened, conversation, note, post, standingOf }
}

const keysOf = (value: object): string[] => Object.keys(value).sort()

describe('the shapes of answers', () => {
  it('are those of the recorded lists', async () => {
    const { get } = desk()
    const users = (await get('/users')).body.users
    const rows = (await get('/teams')).body.teams
    const conversation = (await get(`/conversations?team_all=${teams.support.id}`)).body.conversations[0]
    expect(keysOf(users[0])).toEqual(keysOf(userList.users[0]!))
    expect(users.filter(({ me }: { me: boolean }) => me)).toHaveLength(1)
    expect(keysOf(rows[0])).toEqual(keysOf(teamList.teams[0]!))
    expect(keysOf(conversation)).toEqual(keysOf(listed.conversations[0]!))
    expect(keysOf(conversation.users[0])).toEqual(keysOf(listed.conversations[0]!.users![0]!))
  })

  it('are those of the recorded errors', async () => {
    const { call, get } = desk()
    expect(await call('GET', '/users', undefined, 'wrong')).toMatchObject({ status: 401, body: unauthorized.body })
    expect(await get('/conversations')).toMatchObject({ status: 400, body: badRequest.body })
    expect(await get('/conversations?all=true&limit=1')).toMatchObject({
      status: 400,
      body: { error: { message: `min 'limit' value is 2` } },
    })
    expect((await get('/nowhere')).status).toBe(404)
    expect((await get('/conversations/unknown')).status).toBe(404)
  })

  it('show a message with its body only when it is read by itself', async () => {
    const { missive, conversation, get } = desk()
    const { message } = missive.receiveMail({ from: 'dana@customer.example', text: '<b>Any</b> news?', conversation })
    const [row] = (await get(`/conversations/${conversation}/messages`)).body.messages
    expect(row).toMatchObject({ id: message, preview: '<b>Any</b> news?' })
    expect(row).not.toHaveProperty('body')
    expect((await get(`/messages/${message}`)).body.messages).toMatchObject({
      body: '<p>&lt;b&gt;Any&lt;/b&gt; news?</p>',
      conversation: { id: conversation },
    })
  })
})

describe('paging', () => {
  it('reaches every conversation with until, also when many share one second', async () => {
    const { missive, clock, get } = openMissive()
    const all = Array.from({ length: 60 }, (_, index) => {
      if (index < 20 || index > 40) clock.passes(1)
      return missive.receiveMail({ from: 'a@b.example', text: 'x', team: 'Support' }).conversation
    })
    const seen = new Set<string>()
    let until = ''
    for (let page = 0; page < 20; page += 1) {
      const path = `/conversations?team_all=${teams.support.id}&limit=10${until}`
      const rows: { id: string; last_activity_at: number }[] = (await get(path)).body.conversations
      for (const { id } of rows) seen.add(id)
      if (rows.length < 10 || rows.every((row) => row.last_activity_at === rows[0]!.last_activity_at)) break
      until = `&until=${rows.at(-1)!.last_activity_at}`
    }
    expect(seen.size).toBe(all.length)
  })

  it('shows the newest ten posts first, and older ones with until', async () => {
    const { clock, conversation, post, get } = desk()
    for (let index = 0; index < 12; index += 1) {
      clock.passes(1)
      await post({ markdown: `note ${index}` })
    }
    const newest = (await get(`/conversations/${conversation}/posts`)).body.posts
    const older = (await get(`/conversations/${conversation}/posts?until=${newest.at(-1).created_at - 1}`)).body.posts
    expect(newest.map((post: { markdown: string }) => post.markdown).at(0)).toBe('note 11')
    expect(newest).toHaveLength(10)
    expect(older.map((post: { markdown: string }) => post.markdown)).toEqual(['note 1', 'note 0'])
  })

  it('takes offset and limit for users', async () => {
    const { get } = openMissive()
    const page = (await get('/users?offset=2&limit=3')).body.users
    expect(page.map(({ id }: { id: string }) => id)).toEqual(harborAndPine.people.slice(2, 5).map(({ id }) => id))
    expect((await get('/users?limit=201')).status).toBe(400)
  })
})

describe('mailboxes', () => {
  it('show in the team inbox what waits, in all what is assigned or closed too', async () => {
    const { missive, conversation, get } = desk()
    const ids = async (filter: string) =>
      (await get(`/conversations?${filter}`)).body.conversations.map(({ id }: { id: string }) => id)
    const { id } = teams.support
    expect(await ids(`team_inbox=${id}`)).toEqual([conversation])
    missive.assign(conversation, [imani.id])
    expect(await ids(`team_inbox=${id}`)).toEqual([])
    missive.close(conversation)
    expect(await ids(`team_closed=${id}`)).toEqual([conversation])
    expect(await ids(`team_all=${id}`)).toEqual([conversation])
    expect(await ids('assigned=true')).toEqual([])
    expect(await ids(`team_all=${id}&email=dana@customer.example`)).toEqual([conversation])
    expect(await ids(`team_all=${id}&email=other@customer.example`)).toEqual([])
  })
})

describe('a post', () => {
  it('adds and removes assignees in one call, and takes the conversation out of the team inbox', async () => {
    const { missive, conversation, post, standingOf } = desk()
    missive.assign(conversation, [imani.id])
    const answer = await post({ add_users: [lukas.id], add_assignees: [lukas.id], remove_assignees: [imani.id] })
    expect(answer.status).toBe(201)
    expect(keysOf(answer.body.posts)).toEqual(keysOf(postAnswer.posts))
    expect(missive.look(conversation).assignees).toEqual([lukas.id])
    expect(standingOf(mei.id)).toMatchObject({ unassigned: false, archived: true })
    expect(standingOf(lukas.id)).toMatchObject({ assigned: true, archived: false })
  })

  it('adds to those who are assigned already', async () => {
    const { missive, conversation, post } = desk()
    await post({ add_assignees: [imani.id] })
    await post({ add_assignees: [lukas.id] })
    expect(missive.look(conversation).assignees.sort()).toEqual([imani.id, lukas.id].sort())
  })

  it('brings the conversation back to the team inbox when it removes the last assignee', async () => {
    const { missive, conversation, post } = desk()
    await post({ add_assignees: [imani.id] })
    await post({ remove_assignees: [imani.id], team: teams.support.id, add_to_team_inbox: true })
    expect(missive.look(conversation)).toMatchObject({ assignees: [], isInTeamInbox: true })
  })

  it.each([
    [{}, false],
    [{ reopen: true }, false],
    [{ reopen: false }, true],
    [{ close: true, reopen: false }, true],
  ])('with %j leaves a closed conversation closed: %s', async (extra, isClosed) => {
    const { missive, conversation, post } = desk()
    missive.close(conversation)
    await post(extra)
    expect(missive.look(conversation).isClosed).toBe(isClosed)
  })

  it('without text, without organization, or with an unknown name is refused and leaves no trace', async () => {
    const { missive, conversation, call, post } = desk()
    const refused = [
      await post({ markdown: undefined }),
      await post({ organization: undefined, add_assignees: [imani.id] }),
      await post({ add_assignees: ['nobody'] }),
      await post({ add_asignees: [imani.id] }),
      await post({ notification: undefined }),
    ]
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400])
    expect(refused[0]!.body.error.message).toBe('Validation failed: text, markdown or attachments needed')
    expect(refused[1]!.body.error.message).toBe(`'organization' is required when 'add_assignees' is defined`)
    expect(refused[3]!.body.error.message).toBe('Unpermitted parameters: add_asignees')
    expect((await call('POST', '/posts', { posts: { conversation: 'gone', markdown: 'x' } })).status).toBe(400)
    expect((await post({ conversation: 'gone' })).status).toBe(404)
    expect(missive.look(conversation)).toMatchObject({ posts: [], assignees: [] })
  })

  it('finds a conversation by its references, or opens one for the people it names alone', async () => {
    const { missive, post, get } = desk()
    const personal = { conversation: undefined, references: ['<baton-imani@baton>'], add_users: [imani.id] }
    const first = (await post(personal)).body.posts.conversation
    const second = (await post({ ...personal, references: ['baton-imani@baton'] })).body.posts.conversation
    expect(second).toBe(first)
    const users: { id: string }[] = (await get(`/conversations/${first}`)).body.conversations[0].users
    expect(users.map(({ id }) => id)).toEqual([router.id, imani.id])
    expect(missive.look(first)).toMatchObject({ team: null, isInTeamInbox: false })
  })

  it('is cut after 8,000 characters, can be read back, and can be deleted', async () => {
    const { conversation, call, post, get } = desk()
    const { id } = (await post({ markdown: 'x'.repeat(9000) })).body.posts
    const [row] = (await get(`/conversations/${conversation}/posts`)).body.posts
    expect(row).toMatchObject({ id, username: 'Router Bot', notification: { title: 'a', body: 'b' } })
    expect(row.markdown).toHaveLength(8000)
    expect((await call('DELETE', `/posts/${id}`)).status).toBe(204)
    expect((await get(`/conversations/${conversation}/posts`)).body.posts).toEqual([])
  })

  it('moves a conversation that has a team only when told to', async () => {
    const { missive, conversation, post } = desk()
    await post({ team: teams.billing.id })
    expect(missive.look(conversation).team).toBe('Support')
    await post({ team: teams.billing.id, force_team: true, conversation_color: 'danger' })
    expect(missive.look(conversation)).toMatchObject({ team: 'Billing', isInTeamInbox: true, color: 'danger' })
  })
})

describe('PATCH', () => {
  it('changes several conversations quietly and answers with what they became', async () => {
    const { missive, conversation, call } = desk()
    const other = missive.receiveMail({ from: 'a@b.example', text: 'x', team: 'Billing' }).conversation
    const answer = await call('PATCH', `/conversations/${conversation},${other}`, {
      conversations: [
        { id: conversation, organization, add_assignees: [imani.id] },
        { id: other, organization, add_shared_labels: [labels.refund.id], close: true },
      ],
    })
    expect(answer.body.conversations).toMatchObject([
      { id: conversation, assignee_names: 'Imani Okafor' },
      { id: other, shared_label_names: 'Refund' },
    ])
    expect(keysOf(answer.body.conversations[0])).toEqual(keysOf(patched.conversations[0]!))
    expect(missive.look(conversation).posts).toEqual([])
    expect(missive.look(other).isClosed).toBe(true)
  })

  it('wants one object for each id', async () => {
    const { conversation, call } = desk()
    const answer = await call('PATCH', `/conversations/${conversation}`, { conversations: [] })
    expect(answer).toMatchObject({ status: 400, body: { error: { message: 'Invalid resource ID(s)' } } })
  })

  it('changes none of them when one is refused', async () => {
    const { missive, conversation, call } = desk()
    const other = missive.receiveMail({ from: 'a@b.example', text: 'x', team: 'Support' }).conversation
    const updates = [
      { id: conversation, organization, add_assignees: [imani.id] },
      { id: other, add_assignees: [imani.id] },
    ]
    const answer = await call('PATCH', `/conversations/${conversation},${other}`, { conversations: updates })
    expect(answer.status).toBe(400)
    expect(missive.look(conversation).assignees).toEqual([])
  })
})

it('shows a merged conversation under its new id, and answers to the old one', async () => {
  const { missive, conversation, call, get } = desk()
  const target = missive.receiveMail({ from: 'a@b.example', text: 'x', team: 'Support' }).conversation
  await call('POST', `/conversations/${conversation}/merge`, { target })
  expect((await get(`/conversations/${conversation}`)).body.conversations[0]).toMatchObject({
    id: target,
    messages_count: 2,
  })
})

describe('what is not shared with the router', () => {
  it('is not there', async () => {
    const { missive, get, call } = openMissive()
    const { conversation } = missive.receiveMail({ from: 'a@b.example', text: 'x', privateTo: [imani.id] })
    expect((await get(`/conversations/${conversation}`)).status).toBe(404)
    expect((await get('/conversations?all=true')).body.conversations).toEqual([])
    const post = { conversation, markdown: 'x', notification: { title: 'a', body: 'b' } }
    expect((await call('POST', '/posts', { posts: post })).status).toBe(404)
  })
})

describe('rate limits', () => {
  it('answer 429 with what Missive says then', async () => {
    const { get } = openMissive({ limits: { ...missiveLimits, perMinute: 1 } })
    expect((await get('/users')).status).toBe(200)
    const refused = await get('/users')
    expect(refused).toMatchObject({ status: 429, body: tooMany.body })
    for (const header of Object.keys(tooMany.headers)) expect(refused.headers.has(header), header).toBe(true)
  })

  it('free a call when the window has passed', async () => {
    const { get, clock } = openMissive({ limits: { concurrent: 5, perMinute: 2, perQuarterHour: 3 } })
    expect((await get('/users')).status).toBe(200)
    expect((await get('/users')).status).toBe(200)
    const refused = await get('/users')
    expect(refused.headers.get('Retry-After')).toBe('60')
    clock.passes(60)
    expect((await get('/users')).status).toBe(200)
    const quarter = await get('/users')
    expect([quarter.headers.get('Retry-After'), quarter.headers.get('X-RateLimit-Limit')]).toEqual(['840', '3'])
  })

  it('let five calls run at once', async () => {
    const { get } = openMissive({ limits: missiveLimits, switches: { delayMs: 20 } })
    const answers = await Promise.all(Array.from({ length: 6 }, () => get('/users')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429])
  })
})

it('keeps a log of what it was asked', async () => {
  const { missive, clock, conversation, note, post } = desk()
  await post()
  expect(missive.requests).toEqual([
    { method: 'POST', path: '/posts', query: {}, body: note(), at: clock(), status: 201 },
  ])
  expect(missive.requests[0]!.body).toMatchObject({ posts: { conversation } })
})
