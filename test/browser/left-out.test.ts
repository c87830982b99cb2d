import { afterAll, beforeAll, expect, it } from 'vitest'
import { ALWAYS_OPEN } from '../support/desk'
import { wrongInAnyLook } from './look'
import { newMail, openPlaygroundPage, openTab, type PlaygroundPage, visitAs } from './visitor'

const NEWSLETTERS = `${ALWAYS_OPEN}
no_owner_needed: [{ subject: ["weekly digest"] }]
`

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(NEWSLETTERS)
})
afterAll(() => playground?.close())

it('lists what is left alone and what no topic claims, and gives an owner to what needs one', async () => {
  await visitAs(playground, 'Sofia Rossi', async (desk) => {
    await newMail(desk, 'Your weekly digest', 'Ten sails for spring.')
    await newMail(desk, 'Our weekly digest of ropes', 'Twelve ropes.')
    for (const text of ['One', 'Two', 'Three']) await newMail(desk, `Varnish for teak ${text}`, 'Which one?')
    const tab = await openTab(desk, playground, '/admin/#left-out', 'sofia@harborpine.example')
    const rows = tab.getByRole('listitem').filter({ has: tab.getByRole('button', { name: 'It needs an owner' }) })
    await tab.getByText('It needs no owner').first().waitFor()
    expect(await rows.count()).toBe(2)
    await tab.getByText('No owner needed 2').click()
    await tab.getByRole('row', { name: /^varnish .* 3$/i }).waitFor()
    expect(await wrongInAnyLook(tab, 'left-out')).toEqual([])

    await rows.filter({ hasText: 'Your weekly digest' }).getByRole('button').click()
    await tab.getByRole('status').filter({ hasText: 'Your weekly digest' }).waitFor()
    await tab.getByText('No owner needed 1').waitFor()

    await tab.getByRole('link', { name: 'Our weekly digest of ropes' }).click()
    await tab.getByText('It is left alone', { exact: true }).waitFor()
    expect(await wrongInAnyLook(tab, 'why-left-alone')).toEqual([])
    await tab.getByRole('button', { name: 'It needs an owner' }).click()
    await tab.getByText(/ owns it$/).waitFor()
  })
})
