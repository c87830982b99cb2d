import type { Page, Route } from 'playwright-core'

/** The server's own answers about conversations, with these changes. */
export const answerWith = async (page: Page, changes: Record<string, unknown>) => {
  await page.unroute('**/api/conversations/*')
  await page.route('**/api/conversations/*', async (route) => {
    const response = await route.fetch()
    const view = (await response.json()) as Record<string, unknown>
    await route.fulfill({ response, json: { ...view, ...changes } })
  })
}

interface Refusal {
  code: string
  message: string
}

/** The next call of this kind never reaches the server: its answer is held back, then a refusal. Gives what brings it. */
export const holdBack = async (page: Page, path: string, error: Refusal): Promise<() => void> => {
  let refuse = () => {}
  const until = new Promise<void>((resolve) => {
    refuse = resolve
  })
  const answer = async (route: Route) => {
    await until
    await route.fulfill({ status: 409, json: { error } })
  }
  await page.route(`**${path}`, answer, { times: 1 })
  return refuse
}
