import { afterAll, beforeAll, expect, it } from 'vitest'
import { wrongInAnyLook } from './look'
import { newMail, openPlaygroundPage, openTab, type PlaygroundPage, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

it('holds routing for all teams or one, says who and why, and lets it go on', async () => {
  await visitAs(playground, 'Sofia Rossi', async (desk) => {
    const tab = await openTab(desk, playground, '/admin/', 'sofia@harborpine.example')
    const pause = tab.getByRole('button', { name: 'Pause routing' })
    await tab.getByLabel('Why, for the others').fill('We are moving until noon.')
    await pause.click()
    await tab.getByText(/^by Sofia Rossi since \d\d:\d\d: We are moving until noon\.$/).waitFor()
    await newMail(desk, 'Where is my parcel?', 'It should be here.')
    await tab.getByText(/^Routing is paused by Sofia Rossi since \d\d:\d\d\. We are moving until noon\.$/).waitFor()
    await tab.getByRole('combobox', { name: 'Team' }).selectOption({ label: 'Billing' })
    await pause.click()
    await tab.getByRole('button', { name: 'Resume Billing' }).waitFor()
    expect(await wrongInAnyLook(tab, 'paused')).toEqual([])
    await tab.getByRole('button', { name: 'Resume all teams' }).click()
    await tab.getByText('Everything open has an owner.').waitFor()
    await tab.getByRole('button', { name: 'Resume Billing' }).click()
    await tab.getByText('What people do goes on through a pause.').waitFor()
  })
})

it('is at hand for managers, who are no admins', async () => {
  await visitAs(playground, 'Imani Okafor', async (desk) => {
    const tab = await openTab(desk, playground, '/admin/', 'imani@harborpine.example')
    expect(await tab.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['Left out'])
    await tab.getByRole('button', { name: 'Pause routing' }).click()
    await tab.getByText(/^by Imani Okafor since/).waitFor()
    expect(await wrongInAnyLook(tab, 'paused-by-manager')).toEqual([])
    await tab.getByRole('button', { name: 'Resume all teams' }).click()
    await tab.getByText('What people do goes on through a pause.').waitFor()
  })
})
