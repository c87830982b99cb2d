import { afterAll, beforeAll, expect, it } from 'vitest'
import { hasFocus, press, tabTo, write } from './keys'
import { panelFrame } from './look'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage()
})
afterAll(() => playground?.close())

it('leads from signing in to a confirmed handoff by the keyboard alone', async () => {
  await visitAs(playground, 'Imani Okafor', async (page, panel) => {
    await press(page, panel.getByRole('button', { name: 'Send me a code' }))
    await press(page, page.getByRole('button', { name: /^Inbox\b/ }))
    await press(page, page.getByRole('button', { name: /^Baton/ }).first())
    const post = await page.getByText(/Your sign-in code for Baton is/).textContent()
    await write(page, panel.getByLabel('Code'), /\d{6}/.exec(post ?? '')?.[0] ?? '')
    await page.keyboard.press('Enter')
    await panel.getByRole('button', { name: 'Sign out' }).waitFor()

    await press(page, page.getByRole('button', { name: 'New mail' }))
    const dialog = page.getByRole('dialog')
    await tabTo(page, dialog.getByLabel('Subject'))
    await page.keyboard.press('Control+A')
    await page.keyboard.type('Do you mend sails?')
    await write(page, dialog.getByLabel('Text'), 'Ours is torn.')
    await press(page, dialog.getByRole('button', { name: 'Send' }))
    await press(page, page.getByRole('button', { name: /^Open \d+/ }).first())
    await press(page, page.getByRole('button', { name: 'Do you mend sails?' }).first())

    await panel.getByText('Confirmed by Missive').waitFor()
    // What is given to oneself is taken.
    const assign = panel.getByRole('button', { name: /^Assign to (?!Imani)/ }).first()
    const name = ((await assign.getAttribute('aria-label')) ?? '').replace('Assign to ', '')
    await press(page, assign)
    const needed = panel.getByLabel("What's needed")
    expect(await hasFocus(needed), 'the field that is missing has the focus').toBe(true)
    await page.keyboard.type('Say that we do')
    await press(page, panel.getByRole('button', { name: `Assign to ${name}` }))
    await panel
      .getByRole('status')
      .filter({ hasText: `Handed to ${name} by Imani Okafor. Confirmed by Missive` })
      .waitFor()

    const focused = await panelFrame(page).evaluate(() => document.activeElement?.getAttribute('aria-label'))
    expect(focused, 'the focus stays where the button was').toBe('Suggested owners')
    await tabTo(page, panel.getByRole('button', { name: 'Undo' }))
  })
})

it('leads through the other jobs by the keyboard alone, and the focus stays where the work is', async () => {
  await visitAs(playground, 'Imani Okafor', async (page, panel) => {
    await signIn(page, panel, 1)
    await newMail(page, 'May we tie up here?', 'For two nights.')
    await open(page, 'May we tie up here?')
    await panel.getByText('Confirmed by Missive').waitFor()
    const button = (name: string | RegExp) => panel.getByRole('button', { name, exact: true })

    await press(page, button('Escalate'))
    expect(await hasFocus(panel.getByLabel('Situation')), 'the form has the focus').toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => hasFocus(button('Escalate')), { message: 'where it was opened from' }).toBe(true)
    await press(page, button('Escalate'))
    await tabTo(page, panel.getByRole('radio', { name: 'Angry customer' }))
    await page.keyboard.press('Space')
    for (const name of ['Situation', 'What was tried', 'What you need']) await write(page, panel.getByLabel(name), name)
    await press(page, button('Send escalation'))
    await panel
      .getByText(/Escalated to .+ by Imani Okafor/)
      .first()
      .waitFor()

    await press(page, button('See it as posted'))
    await panel.getByText('By when').last().waitFor()
    await page.keyboard.press('Escape')
    await press(page, button('Change topic, urgency or language'))
    await expect.poll(() => hasFocus(panel.getByRole('combobox', { name: 'Topic' }))).toBe(true)
    await page.keyboard.press('Escape')

    await press(page, button('Why'))
    await panel.getByRole('heading', { name: 'How Baton decided' }).waitFor()
    expect(await hasFocus(panel.getByRole('heading', { name: 'Why', exact: true })), 'the page has the focus').toBe(
      true,
    )
    await press(page, button('Back'))

    await press(page, button('No owner needed'))
    await press(page, button('Settled already'))
    await panel.getByText('Nobody need own it: Settled already').waitFor()
    await press(page, button('It needs an owner'))
    await panel.getByText('Nobody need own it').waitFor({ state: 'detached' })
  })
}, 120_000)
