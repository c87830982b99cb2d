import type { CDPSession, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { panelFrame } from './look'
import { openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

const CHANGES = 200
/** So many make everything once that is kept: parts that are loaded later, and the conversations that are remembered. */
const WARM_UP = 80
/** The heap of one and the same page differs by about a fifth of this from one collection to the next. */
const NOISE_BYTES = 1_000_000

interface Held {
  nodes: number
  listeners: number
  heapBytes: number
}

/** What the panel's frame holds once everything that can go is gone. */
const measure = async (session: CDPSession): Promise<Held> => {
  await session.send('HeapProfiler.collectGarbage')
  const { metrics } = await session.send('Performance.getMetrics')
  const metric = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN
  return { nodes: metric('Nodes'), listeners: metric('JSEventListeners'), heapBytes: metric('JSHeapUsedSize') }
}

/** The same once the last answer is drawn, and nothing comes any more. */
const measureAtRest = async (session: CDPSession): Promise<Held> => {
  let last = await measure(session)
  await expect
    .poll(
      async () => {
        const { nodes, listeners } = last
        last = await measure(session)
        return nodes === last.nodes && listeners === last.listeners
      },
      { interval: 1_000, timeout: 10_000 },
    )
    .toBe(true)
  return last
}

const openAll = (page: Page) =>
  page
    .getByRole('button', { name: /^All \d+/ })
    .first()
    .click()

/** One conversation after the other, some together with the next, now and then none; the same again in the end. */
const changeSelection = async (page: Page, panel: FrameLocator, times: number) => {
  const rows = page.locator('.list .row')
  const count = await rows.count()
  for (let change = 0; change < times; change++) {
    if (change % 20 === 19) await openAll(page)
    else await rows.nth(change % count).click({ modifiers: change % 10 === 9 ? ['Control'] : [] })
  }
  await rows.nth(1).click()
  await panel.getByRole('heading', { name: 'Suggested owners' }).waitFor()
}

it('two hundred changes of selection leave no node, listener or memory behind', async () => {
  await visitAs(playground, 'Imani Okafor', async (page, panel) => {
    await signIn(page, panel)
    await openAll(page)
    await page.locator('.list .row').first().waitFor()
    await changeSelection(page, panel, WARM_UP)
    const session = await page.context().newCDPSession(panelFrame(page))
    await session.send('Performance.enable')
    const before = await measureAtRest(session)
    await changeSelection(page, panel, CHANGES)
    const after = await measureAtRest(session)
    expect(after.nodes - before.nodes, 'nodes').toBeLessThanOrEqual(0)
    expect(after.listeners - before.listeners, 'listeners').toBeLessThanOrEqual(0)
    expect(after.heapBytes - before.heapBytes, 'bytes').toBeLessThan(NOISE_BYTES)
  })
}, 90_000)
