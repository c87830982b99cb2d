import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { listen } from '../../server/listen'
import { createPlayground } from '../../server/playground/playground'
import { openBrowser } from '../support/browser'
import { ensureBuilt } from '../support/build'
import { openMissiveOutside } from '../support/missive-outside'
import { type ServerProcess, startServer } from '../support/server-process'
import { newMail, open, signIn, visitAs } from './visitor'

/** The host page and its Missive in this process, before a server in a process of its own, that can die without them. */
const openDeskAroundServer = async () => {
  const outside = await openMissiveOutside(`file:${join(mkdtempSync(join(tmpdir(), 'baton-restart-')), 'baton.db')}`)
  const app = new Hono()
  const front = await listen('127.0.0.1', 0, (request, env) => app.fetch(request, env as object))
  const url = `http://127.0.0.1:${front.port}`
  app.route(
    '/',
    createPlayground({
      smallMissive: outside.missive,
      panelUrl: `${url}/panel/`,
      clientDir: resolve('dist/client'),
    }),
  )
  app.all('*', (c) => {
    const { pathname, search } = new URL(c.req.url)
    const behind = `http://127.0.0.1:${outside.variables.PORT}${pathname}${search}`
    return proxy(behind, c.req.raw).catch(() => c.text('', 502))
  })
  let server: ServerProcess | null = null
  const start = async () => {
    server = startServer({
      ...outside.variables,
      PUBLIC_URL: url,
      MISSIVE_SCRIPT_URL: `${url}/playground/missive.js`,
      FRAME_ANCESTORS: `http://localhost:${front.port}`,
    })
    await server.ready
  }
  const end = async (signal: 'SIGKILL' | 'SIGTERM') => {
    server?.process.kill(signal)
    await server?.ended
  }
  await start()
  return {
    url: `${url}/playground/`,
    start,
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGTERM')
      await outside.close()
      await front.close(0)
    },
  }
}

let desk: Awaited<ReturnType<typeof openDeskAroundServer>>
let browser: Browser
beforeAll(async () => {
  await ensureBuilt()
  desk = await openDeskAroundServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

it('says that the killed server cannot be reached, keeps the note, and goes on by itself when it is back', async () => {
  await visitAs({ browser, url: desk.url }, 'Imani Okafor', async (page, panel) => {
    await signIn(page, panel)
    await newMail(page, 'Written while the server dies', 'Hello')
    await open(page, 'Written while the server dies')
    await panel.getByText('Confirmed by Missive').waitFor()
    await panel.getByLabel("What's needed").fill('Kept while it was gone')

    await desk.kill()
    const strip = panel.getByText('Baton cannot be reached. Trying again; what you wrote stays.')
    await strip.waitFor()
    await panel.getByLabel('Context').fill('Written while it was gone')
    const assign = panel.getByRole('button', { name: /^Assign to / }).first()
    await assign.click()
    await panel.getByText('Baton could not be reached. Try again in a moment.').waitFor()
    expect(await strip.count(), 'one strip says it').toBe(0)
    await panel.getByRole('button', { name: 'Dismiss' }).click()

    await desk.start()
    await strip.waitFor({ state: 'detached' })
    expect(await panel.getByLabel("What's needed").inputValue()).toBe('Kept while it was gone')
    await assign.click()
    await page.getByText(/^Handed to .+ by Imani Okafor$/).waitFor()
    await page.getByText('Written while it was gone').last().waitFor()
  })
})
