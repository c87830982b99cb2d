import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { harborAndPine, people } from '../../server/playground/harbor-and-pine'
import { holdWrite } from '../support/hold-write'
import { listen, openMissive, TOKEN } from './support'

const { imani } = people

const openDesk = async () => {
  const { missive } = openMissive()
  const { conversation } = missive.receiveMail({ from: 'dana@customer.example', text: 'Hello', team: 'Support' })
  const server = await listen(missive.app)
  const send = (method: string, path: string, body?: unknown) =>
    fetch(`${server.url}/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
  const post = (extra: object = {}) =>
    send('POST', '/posts', {
      posts: {
        conversation,
        organization: harborAndPine.id,
        markdown: 'note',
        notification: { title: 'a', body: 'b' },
        ...extra,
      },
    })
  return { missive, conversation, send, post, close: server.close }
}

let desk: Awaited<ReturnType<typeof openDesk>>
beforeEach(async () => {
  desk = await openDesk()
})
afterEach(() => desk.close())

describe('a fate unknown', () => {
  it('takes the write and drops the connection, for writes alone and as often as told', async () => {
    desk.missive.switches.fateUnknown = 1
    expect((await desk.send('GET', '/users')).status).toBe(200)
    await expect(desk.post()).rejects.toThrow()
    expect(desk.missive.look(desk.conversation).posts).toHaveLength(1)
    expect(desk.missive.requests.at(-1)).toMatchObject({ path: '/posts', status: null })
    expect((await desk.post()).status).toBe(201)
  })
})

it('takes late writes when told, whether their connection was dropped or kept', async () => {
  const takeDropped = holdWrite(desk.missive, true)
  await expect(desk.post()).rejects.toThrow()
  const take = holdWrite(desk.missive)
  const kept = desk.post()
  expect((await desk.post()).status).toBe(201)
  expect(desk.missive.look(desk.conversation).posts).toHaveLength(1)
  takeDropped()
  take()
  expect((await kept).status).toBe(201)
  expect(desk.missive.look(desk.conversation).posts).toHaveLength(3)
})

describe('failures', () => {
  it('answer with the status for as many calls as told, and take nothing', async () => {
    desk.missive.switches.fail = { calls: 2, status: 503 }
    expect([(await desk.post()).status, (await desk.post()).status, (await desk.post()).status]).toEqual([
      503, 503, 201,
    ])
    expect(desk.missive.look(desk.conversation).posts).toHaveLength(1)
  })

  it('may be a page of HTML, or half of a JSON text, for the calls that are meant', async () => {
    const isWrite = ({ method }: { method: string }) => method === 'POST'
    desk.missive.switches.fail = { calls: 1, status: 502, body: 'html', when: isWrite }
    expect((await desk.send('GET', '/users')).status).toBe(200)
    const page = await desk.post()
    expect([page.status, page.headers.get('Content-Type')]).toEqual([502, 'text/html; charset=utf-8'])
    desk.missive.switches.fail = { calls: 1, status: 200, body: 'truncated' }
    await expect((await desk.send('GET', '/users')).json()).rejects.toThrow()
  })
})

it('refuses remove_assignees when switched so, and changes nothing', async () => {
  desk.missive.switches.refuseRemoveAssignees = true
  const answer = await desk.post({ remove_assignees: [imani.id] })
  expect(answer.status).toBe(400)
  expect(desk.missive.look(desk.conversation).posts).toEqual([])
})
