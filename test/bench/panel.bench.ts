import { it } from 'vitest'
import { newMail, open, openPlaygroundPage, signIn, visitAs } from '../browser/visitor'
import { median, print } from './support'

const CHANGES = 20

it('shows a conversation that is selected', async () => {
  const playground = await openPlaygroundPage()
  const times: number[] = []
  await visitAs(playground, 'Imani Okafor', async (page, panel) => {
    await signIn(page, panel)
    const subjects = ['The first of two', 'The second of two']
    for (const subject of subjects) await newMail(page, subject, 'Hello')
    for (const subject of subjects) {
      await open(page, subject)
      await panel.getByText('Confirmed by Missive').waitFor()
    }
    const frame = page.frames().find((one) => new URL(one.url()).pathname === '/panel/')
    for (let change = 0; change < CHANGES; change++) {
      const subject = subjects[change % 2] ?? ''
      // Both ends are seen inside the frame: the host's event, and the conversation as it is drawn.
      const seen = frame?.evaluate(
        (wanted) =>
          new Promise<number>((resolve) => {
            let from = 0
            addEventListener('message', ({ data }) => {
              if (data?.event === 'change:conversations') from = performance.now()
            })
            const look = () =>
              from > 0 && document.querySelector('h1')?.textContent === wanted
                ? requestAnimationFrame(() => resolve(performance.now() - from))
                : requestAnimationFrame(look)
            look()
          }),
        subject,
      )
      await page.getByRole('button', { name: subject }).first().click()
      times.push((await seen) ?? Number.NaN)
    }
  })
  await playground.close()
  const sorted = times.toSorted((a, b) => a - b)
  print(`From the host’s event to the conversation on screen, ${CHANGES} changes of selection`, [
    ['', 'ms'],
    ['median', median(times)],
    ['slowest', sorted.at(-1) ?? Number.NaN],
  ])
})
