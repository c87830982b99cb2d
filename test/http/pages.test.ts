import { afterEach, describe, expect, it } from 'vitest'
import { sqlite, type TestDatabase } from '../support/databases'
import { type Desk, type DeskOptions, openDesk } from '../support/desk'
import { withoutTable } from '../support/without-table'

const METRICS_TOKEN = 'a-token-for-metrics'

let desk: Desk
afterEach(() => desk?.close())

const open = async (database: TestDatabase, options: Partial<DeskOptions> = {}) => {
  desk = await openDesk({ databaseUrl: await database.create(), ...options })
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${desk.url}${path}`, { headers, redirect: 'manual' })

const policyOf = (response: Response): Record<string, string> => {
  const directives = (response.headers.get('content-security-policy') ?? '').split(';').map((text) => text.trim())
  return Object.fromEntries(directives.map((text) => [text.split(' ')[0], text.slice(text.indexOf(' ') + 1)]))
}

describe('pages', () => {
  it('let Missive, and nobody else, frame the panel', async () => {
    await open(sqlite)
    const panel = await get('/panel/')
    expect(panel.status).toBe(200)
    expect(policyOf(panel)['frame-ancestors']).toBe(
      'https://mail.missiveapp.com https://*.missiveapp.com http://localhost:* https://localhost:* ionic://localhost capacitor://localhost',
    )
    expect(panel.headers.has('x-frame-options')).toBe(false)
  })

  it('let nobody frame the panel when nobody is named', async () => {
    await open(sqlite, { environment: { FRAME_ANCESTORS: ' ' } })
    expect(policyOf(await get('/panel/'))['frame-ancestors']).toBe("'none'")
  })

  it.each(['/admin/', '/why/some-handoff'])('let nobody frame %s', async (path) => {
    await open(sqlite)
    const page = await get(path)
    expect(page.status).toBe(200)
    expect(policyOf(page)['frame-ancestors']).toBe("'none'")
    expect(page.headers.get('x-frame-options')).toMatch(/^(DENY|SAMEORIGIN)$/)
  })

  it.each(['/panel/', '/admin/', '/why/some-handoff'])(
    'are never stored, and run no script but ours: %s',
    async (path) => {
      await open(sqlite)
      const page = await get(path)
      expect(page.headers.get('cache-control')).toBe('no-store')
      const policy = policyOf(page)
      expect(policy['default-src']).toBe("'none'")
      expect(policy['script-src']).not.toMatch(/unsafe|\*/)
      expect(policy['base-uri']).toBe("'none'")
    },
  )

  it('are kept by nobody, and taken for nothing else, where they are answers of the API', async () => {
    await open(sqlite)
    const answer = await get('/api/me')
    expect(answer.status).toBe(401)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('x-baton-build')).toBe('test')
  })

  it('lead to the address with its last slash', async () => {
    await open(sqlite)
    expect((await get('/panel')).headers.get('location')).toBe('/panel/')
    expect((await get('/admin')).headers.get('location')).toBe('/admin/')
  })
})

describe('operations', () => {
  it('say that the server is alive and ready, with details about nobody', async () => {
    await open(sqlite)
    await desk.arrives({ subject: 'Pomegranate', name: 'Rowan Sorb' })
    expect(await (await get('/healthz')).json()).toEqual({ alive: true })
    const ready = await get('/readyz')
    expect(ready.status).toBe(200)
    expect(ready.headers.get('cache-control')).toBe('no-store')
    expect(await ready.json()).toEqual({
      ready: true,
      routing: true,
      missive: 'connected',
      rules: { version: 1, source: 'rules.yaml', warnings: 0 },
      import: null,
      silence: [],
      paused: [],
    })
  })

  it('stay ready while Missive is down, and are not while deliveries cannot be stored', async () => {
    await open(sqlite)
    desk.missive.switches.fail = { calls: 1000, status: 500 }
    await desk.arrives()
    expect((await get('/readyz')).status).toBe(200)
    await withoutTable(desk.databaseUrl, 'deliveries', async () => {
      expect((await get('/readyz')).status).toBe(503)
      expect((await get('/healthz')).status).toBe(200)
    })
    expect((await get('/readyz')).status).toBe(200)
  })

  it('give metrics to this machine alone, and to nobody who comes through a proxy', async () => {
    await open(sqlite)
    await desk.arrives()
    const metrics = await get('/metrics')
    expect(metrics.status).toBe(200)
    expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/)
    expect(await metrics.text()).toMatch(/^baton_open_load\{teammate="(imani|lukas|mei|layla|jose)"\} 1$/m)
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect((await get('/metrics', { [name]: '127.0.0.1' })).status).toBe(401)
  })

  it('give metrics to who has the token, where there is one', async () => {
    await open(sqlite, { environment: { METRICS_TOKEN } })
    expect((await get('/metrics')).status).toBe(401)
    expect((await get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(401)
    expect((await get('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` })).status).toBe(200)
    expect(
      (await get('/metrics', { authorization: `Bearer ${METRICS_TOKEN}`, 'x-forwarded-for': '10.0.0.1' })).status,
    ).toBe(200)
  })

  it('count what happened', async () => {
    await open(sqlite)
    const id = await desk.arrives()
    const sofia = await desk.signIn('sofia')
    const note = { why: 'Because', whatsNeeded: 'An answer', byWhen: null, context: '' }
    await sofia('take', { id }, { note, drafted: [], acknowledged: [], reopen: false })
    await desk.settle()
    const text = await (await get('/metrics')).text()
    expect(text).toMatch(/^baton_handoffs_total\{kind="routed"\} 1$/m)
    expect(text).toMatch(/^baton_handoffs_total\{kind="taken"\} 1$/m)
    expect(text).toMatch(/^baton_missive_calls_total\{status="201"\} [45]$/m)
    expect(text).toMatch(/^baton_webhooks_total\{type="incoming_email",result="accepted"\} 1$/m)
    expect(text).toMatch(/^baton_open_load\{teammate="sofia"\} 1$/m)
    expect(text).toMatch(/^baton_repairs_total 0$/m)
  })
})
