import { request } from 'node:http'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqlite } from '../support/databases'
import { type Caller, type Desk, openDesk } from '../support/desk'

const MEBIBYTE = 1024 * 1024

let desk: Desk
let lukas: Caller
beforeEach(async () => {
  desk = await openDesk({ databaseUrl: await sqlite.create() })
  lukas = await desk.signIn('lukas')
})
afterEach(() => desk?.close())

const send = async (method: string, path: string, init: object = {}) => {
  const response = await fetch(`${desk.url}${path}`, { method, ...init })
  return { status: response.status, allow: response.headers.get('allow'), text: await response.text() }
}

const sentence = (text: string): string => JSON.parse(text).error.message

describe('the API', () => {
  it.each([
    ['GET', '/api'],
    ['GET', '/api/'],
    ['GET', '/api/nothing'],
    ['DELETE', '/api/nothing'],
    ['GET', '/api/conversations/'],
    ['GET', '/api/conversations/some/nothing'],
  ])('answers %s %s, which it does not have, as an error like any other', async (method, path) => {
    const { status, text } = await send(method, path)
    expect(status).toBe(404)
    expect(JSON.parse(text)).toEqual({
      error: { code: 'not_found', message: 'Baton has nothing at this address. Reload the page and try again.' },
    })
  })

  it.each([
    ['POST', '/api/me', 'GET'],
    ['DELETE', '/api/me', 'GET'],
    ['GET', '/api/sign-in', 'POST'],
    ['PUT', '/api/rules', 'GET, POST'],
    ['OPTIONS', '/api/conversations/some', 'GET'],
  ])('says to %s %s which methods it takes there', async (method, path, allowed) => {
    const { status, allow, text } = await send(method, path)
    expect(status).toBe(405)
    expect(allow).toBe(allowed)
    expect(sentence(text)).toBe(`This address takes ${allowed.replace(', ', ' and ')} alone.`)
  })

  it('reads no body that is too large, with or without its length, whoever sends it', async () => {
    const large = 'x'.repeat(MEBIBYTE + 1)
    const answers = [
      await send('POST', '/api/sign-in/code', { body: large }),
      await send('POST', '/api/sign-in/code', { body: new Blob([large]).stream(), duplex: 'half' }),
    ]
    for (const { status, text } of answers) {
      expect(status).toBe(413)
      expect(sentence(text)).toBe('This is too much text at once. Shorten it and try again.')
    }
  })

  it('answers a length that is too large before the body comes', async () => {
    const status = await new Promise((resolve, reject) => {
      const waiting = request(`${desk.url}/api/sign-in/code`, {
        method: 'POST',
        headers: { 'content-length': String(10 * MEBIBYTE) },
      })
      waiting.on('response', (response) => resolve(response.statusCode)).on('error', reject)
      waiting.flushHeaders()
    })
    expect(status).toBe(413)
  })

  it('takes the longest text that a note may have, in any script', async () => {
    const id = await desk.arrives()
    const long = 'ملاحظة'.repeat(10_000)
    const note = { why: long, whatsNeeded: long, byWhen: null, context: long }
    expect((await lukas('previewNote', { id }, { kind: 'taken', note, drafted: [] })).status).toBe(200)
  })

  it.each([
    ['conversation', { id: 'no-such' }],
    ['why', { id: 'no-such' }],
    ['workOf', { teammateId: 'no-such' }],
    ['undo', { id: 'no-such' }],
    ['rulesVersion', { version: '999' }],
    ['comeBack', { absenceId: 'no-such' }],
  ] as const)('says of what %s does not have that it is not there', async (name, params) => {
    const sofia = await desk.signIn('sofia')
    const { status, body } = await sofia(name, params)
    expect(status).toBe(404)
    expect(body).toEqual({ error: { code: 'not_found', message: expect.stringMatching(/^[A-Z].+\.$/) } })
  })

  it('says how much fits where a text is too long', async () => {
    const id = await desk.arrives()
    const { status, body } = await lukas('heed', { id }, { to: null, codes: [] })
    expect([status, body.error.message]).toEqual([422, 'This could not be read: codes. Reload the page and try again.'])
    const acknowledged = [{ code: 'full', reason: 'x'.repeat(501) }]
    const tooLong = await lukas('take', { id }, { note: null, drafted: [], acknowledged, reopen: false })
    expect(tooLong.status).toBe(422)
    expect(tooLong.body.error).toEqual({
      code: 'bad_request',
      message: 'Something here is too long: at most 500 characters fit. Shorten it and try again.',
    })
  })
})

it.each(['/api/sign-in/code', '/webhooks/missive'])(
  'takes it for no fault that who sends to %s goes away',
  async (path) => {
    const lines: string[] = []
    const logTo = new Writable({
      write: (line, _, done) => {
        lines.push(String(line))
        done()
      },
    })
    await desk.restarts({ logTo })
    await new Promise<void>((resolve) => {
      const leaving = request(`${desk.url}${path}`, { method: 'POST', headers: { 'content-length': '100' } })
      leaving.on('error', () => resolve())
      leaving.write('{"claim"', () => setTimeout(() => leaving.destroy(new Error('gone')), 50))
    })
    expect((await send('GET', '/api/me')).status).toBe(401)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(lines.filter((line) => JSON.parse(line).level >= 40)).toEqual([])
  },
)

it('answers what stands nowhere in a sentence for people', async () => {
  for (const path of ['/nothing', '/why/', '/assets/../../package.json', '/%ff'])
    expect(await send('GET', path)).toMatchObject({
      status: 404,
      text: expect.stringMatching(/^There is nothing here\./),
    })
})

it('says to who opens the address of the webhooks in a browser that it is right, and what comes there', async () => {
  const { status, allow, text } = await send('GET', '/webhooks/missive')
  expect([status, allow, sentence(text)]).toEqual([405, 'POST', 'This address takes POST alone.'])
})
