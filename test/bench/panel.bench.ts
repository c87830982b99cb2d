import type { Frame, Page } from 'playwright-core'
import { it } from 'vitest'
import { panelFrame } from '../browser/look'
import { newMail, open, openPlaygroundPage, signIn, visitAs } from '../browser/visitor'
import { median, print } from './support'

const CHANGES = 20

/** From the host's event to the conversation as it is drawn, both seen inside the frame. */
const untilDrawn = (frame: Frame, subject: string) =>
  frame.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        let from = 0
        const note = ({ data }: MessageEvent) => {
          if (data?.event === 'change:conversations') from = performance.now()
        }
        addEventListener('message', note)
        const look = () => {
          if (from === 0 || document.querySelector('h1')?.textContent !== wanted) return requestAnimationFrame(look)
          removeEventListener('message', note)
          return requestAnimationFrame(() => resolve(performance.now() - from))
        }
        look()
      }),
    subject,
  )

const select = async (page: Page, subject: string): Promise<number> => {
  const drawn = untilDrawn(panelFrame(page), subject)
  await page.getByRole('button', { name: subject }).first().click()
  return drawn
}

it('shows a conversation that is selected', async () => {
  const playground = await openPlaygroundPage()
  const [first, again]: [number[], number[]] = [[], []]
  await visitAs(playground, 'Imani Okafor', async (page, panel) => {
    await signIn(page, panel)
    const subjects = Array.from({ length: CHANGES }, (_, index) => `Mail number ${100 + index}`)
    for (const subject of ['What warms the server up', ...subjects]) await newMail(page, subject, 'Hello')
    await open(page, 'What warms the server up')
    await panel.getByText('Confirmed by Missive').waitFor()
    for (const times of [first, again]) for (const subject of subjects) times.push(await select(page, subject))
  })
  await playground.close()
  const row = (name: string, times: number[]) => [name, median(times), Math.max(...times)]
  print(`From the host’s event to the conversation on screen, in ms, ${CHANGES} changes of selection`, [
    ['', 'median', 'slowest'],
    row('seen for the first time', first),
    row('seen before', again),
  ])
})
