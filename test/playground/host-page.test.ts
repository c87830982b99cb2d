import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { harborAndPine, people } from '../../server/playground/harbor-and-pine'
import { createPlayground } from '../../server/playground/playground'
import { openBrowser, withPage } from '../support/browser'
import { ensureBuilt } from '../support/build'
import { listen, openMissive } from './support'

const { imani, lukas } = people
const clientDir = fileURLToPath(new URL('../../dist/client', import.meta.url))

/** A panel that only writes down what `missive.js` tells it. */
const panelPage = `<!doctype html>
<link rel="stylesheet" href="/playground/missive.css"><script src="/playground/missive.js"></script>
<button onclick="Missive.users().then((me) => Missive.assign([me.id]))">Take</button><pre></pre>
<script type="module">
  const write = (...words) => document.querySelector('pre').append(words.map(String).join(' ') + '\\n')
  Missive.users = async () => (await Missive.fetchUsers()).find(({ me }) => me)
  Missive.on('change:conversations', (ids) => write('late', ids.length), { retroactive: true })
  const me = await Missive.users()
  write('me', me.first_name, 'kept', await Missive.storeGet('word'))
  await Missive.storeSet('word', me.first_name)
  await Missive.fetchConversations().catch(({ name }) => write('refused', name))
</script>`

const files = { js: 'text/javascript', css: 'text/css' }

const openPlayground = async () => {
  const { missive, call } = openMissive({ clock: () => new Date() })
  const app = new Hono()
  const server = await listen(app)
  const panelUrl = `${server.url}/panel/`
  app.get('/panel/', (c) => c.html(panelPage))
  app.get('/assets/:name', async (c) => {
    const name = c.req.param('name')
    c.header('Content-Type', files[name.endsWith('.css') ? 'css' : 'js'])
    return c.body(await readFile(`${clientDir}/assets/${name}`, 'utf8'))
  })
  app.route('/', createPlayground({ smallMissive: missive, panelUrl, clientDir }))
  const { conversation } = missive.receiveMail({
    from: 'mallory@prankster.example',
    name: '<b>Mallory</b>',
    subject: '<img src=x onerror="document.title=1"> مرحبا',
    text: '<script>document.title = 2</script>',
    team: 'Support',
  })
  return {
    missive,
    call,
    conversation,
    url: `${server.url.replace('127.0.0.1', 'localhost')}/playground/`,
    close: server.close,
  }
}

let browser: Browser
let playground: Awaited<ReturnType<typeof openPlayground>>
beforeAll(async () => {
  await ensureBuilt()
  browser = await openBrowser()
  playground = await openPlayground()
})
afterAll(async () => {
  playground?.close()
  await browser?.close()
})

const visit = (body: (page: Page) => Promise<void>) =>
  withPage(
    browser,
    async (page) => {
      await page.goto(playground.url)
      await page.getByRole('button', { name: 'Mallory' }).first().waitFor()
      await body(page)
    },
    { viewport: { width: 1440, height: 900 } },
  )

const panelOf = (page: Page) => page.frameLocator('iframe')
const said = (page: Page, words: string) => panelOf(page).getByText(words).first().waitFor()

describe('the host page in a browser', () => {
  it('shows what customers write as text, and mail that arrives meanwhile', () =>
    visit(async (page) => {
      const title = await page.title()
      await page.getByRole('button', { name: 'Mallory' }).first().click()
      await page.getByRole('heading', { name: '<img src=x' }).waitFor()
      await page.getByText('<script>document.title = 2</script>', { exact: true }).last().waitFor()
      playground.missive.receiveMail({
        from: 'dana@customer.example',
        subject: 'Any news',
        text: 'Hm',
        team: 'Support',
      })
      await page.getByRole('button', { name: 'Any news' }).waitFor()
      expect(await page.title()).toBe(title)
    }))

  it('lets the panel act as the person who looks, on what is selected', () =>
    visit(async (page) => {
      await said(page, 'me Imani kept undefined')
      await said(page, 'late 0')
      await said(page, 'refused TypeError')
      await page.getByRole('button', { name: 'Mallory' }).first().click()
      await said(page, 'late 1')
      await panelOf(page).getByRole('button', { name: 'Take' }).click()
      await page.getByRole('button', { name: 'Unassign Imani Okafor' }).waitFor()
      expect(playground.missive.look(playground.conversation).assignees).toEqual([imani.id])
    }))

  it('keeps what the panel stores for each person, across a switch of who looks', () =>
    visit(async (page) => {
      await said(page, 'me Imani kept undefined')
      await page.getByLabel('Looking as').selectOption(lukas.id)
      await said(page, 'me Lukas kept undefined')
      await page.getByLabel('Looking as').selectOption(imani.id)
      await said(page, 'me Imani kept Imani')
    }))

  it('hands its theme to the panel at once', () =>
    visit(async (page) => {
      await said(page, 'me Imani')
      await panelOf(page).locator('html[data-theme="light"]').waitFor()
      await page.getByRole('switch', { name: 'Dark' }).press('Space')
      await panelOf(page).locator('html[data-theme="dark"]').waitFor()
      await page.locator('html[data-theme="dark"]').waitFor()
    }))

  it('pops up what is posted for this person alone, and opens it', () =>
    visit(async (page) => {
      await said(page, 'me Imani')
      await playground.call('POST', '/posts', {
        posts: {
          organization: harborAndPine.id,
          references: ['<baton-imani@baton>'],
          add_users: [imani.id],
          conversation_subject: 'Baton and you',
          markdown: 'Your code is **482913**',
          notification: { title: 'Baton', body: 'A code is waiting' },
        },
      })
      await page.getByRole('button', { name: 'A code is waiting' }).click()
      await page.getByRole('article', { name: 'Post by Router Bot' }).getByText('482913').waitFor()
      await page.getByLabel('Looking as').selectOption(lukas.id)
      await page.getByRole('button', { name: 'All', exact: false }).first().click()
      expect(await page.getByRole('button', { name: 'Baton and you' }).count()).toBe(0)
    }))

  it('lets its edge be dragged over the panel, and off it', () =>
    visit(async (page) => {
      const width = () => page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().width)
      const right = page.viewportSize()?.width ?? 0
      await page.getByRole('separator', { name: 'Width of the panel' }).hover()
      await page.mouse.down()
      for (const wanted of [300, 560]) {
        const dragged = async () => {
          // A pointer that comes to stand still tells of it once.
          await page.mouse.move(right - wanted - 1, 300)
          await page.mouse.move(right - wanted, 300)
          return width()
        }
        await expect.poll(dragged).toBe(wanted)
      }
      await page.mouse.up()
      await page.mouse.move(right - 400, 300)
      expect(await width()).toBe(560)
    }))

  it('gives the panel 350 pixels, and from 280 to 600 by keyboard', () =>
    visit(async (page) => {
      const width = () => page.locator('iframe').evaluate((frame) => frame.getBoundingClientRect().width)
      const handle = page.getByRole('separator', { name: 'Width of the panel' })
      expect(await width()).toBe(350)
      for (let press = 0; press < 10; press += 1) await handle.press('ArrowRight')
      await expect.poll(width).toBe(280)
      for (let press = 0; press < 40; press += 1) await handle.press('ArrowLeft')
      await expect.poll(width).toBe(600)
      await handle.press('Home')
      await expect.poll(width).toBe(280)
      await handle.press('End')
      await expect.poll(width).toBe(600)
    }))
})
