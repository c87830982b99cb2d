import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerWith } from './answers'
import { cutOff, panelFrame, takePicture, violations, wrongInAnyPanel } from './look'
import { WITH_GUARDS } from './rules'
import { newMail, open, openPlaygroundPage, type PlaygroundPage, readCode, signIn, visitAs } from './visitor'

let playground: PlaygroundPage
beforeAll(async () => {
  playground = await openPlaygroundPage(WITH_GUARDS)
})
afterAll(() => playground?.close())

describe('every state of the panel can be read in every look', () => {
  it('outside Missive: what it is, and how to add it', async () => {
    const page = await playground.browser.newPage()
    await page.goto(new URL('/panel/', playground.url.replace('localhost', '127.0.0.1')).href)
    await page.getByRole('heading', { name: 'This is Baton’s panel for Missive' }).waitFor()
    for (const width of [280, 350, 600]) {
      await page.setViewportSize({ width, height: 700 })
      expect([...(await cutOff(page.mainFrame())), ...(await violations(page.mainFrame()))]).toEqual([])
      await takePicture(page, `outside-${width}-light`)
    }
    await page.close()
  })

  it('signed out, nothing selected, one, its forms, and why', async () => {
    await visitAs(playground, 'Imani Okafor', async (page, panel) => {
      const wrong = await wrongInAnyPanel(page, panel, 'signed-out')
      await signIn(page, panel)
      await newMail(page, 'Do you ship rope to Iceland?', 'We need forty metres.')
      await newMail(page, 'Charged twice for order 4411', 'Please refund one of them.', 'Billing')
      await open(page, 'Do you ship rope to Iceland?')
      await panel.getByText('Confirmed by Missive').waitFor()
      await panel.getByRole('button', { name: 'Escalate' }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'one')))

      await panel.getByRole('button', { name: 'Escalate' }).click()
      await panel.getByRole('button', { name: 'Send escalation' }).click()
      await panel.getByText('Choose a reason first').waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'escalate')))
      await panel.getByLabel('Situation').press('Escape')
      await panel.getByRole('button', { name: 'No owner needed' }).click()
      await panel.getByRole('button', { name: 'Only thanks' }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'no-owner-needed')))
      await panel.getByRole('button', { name: 'Cancel' }).click()

      await panel.getByRole('button', { name: 'Change topic, urgency or language' }).click()
      await panel.getByRole('combobox', { name: 'Topic' }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'matter')))
      await panel.getByRole('button', { name: 'Done' }).click()

      await panel.getByRole('button', { name: 'Why', exact: true }).click()
      await panel.getByRole('heading', { name: 'How Baton decided' }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'why')))
      await panel.getByRole('button', { name: 'Back' }).click()
      await panel.getByRole('heading', { name: 'Suggested owners' }).waitFor()
      expect(wrong).toEqual([])
    })
  }, 180_000)

  it('a guard before taking', async () => {
    await visitAs(playground, 'Lukas Brandt', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'The API answers 500', 'Since Tuesday, for every call.')
      await open(page, 'The API answers 500')
      await panel.getByText('Confirmed by Missive').waitFor()
      await panel.getByLabel("What's needed").fill('Look at the log')
      await panel.getByLabel('Why', { exact: true }).fill('I began it')
      await panel.getByRole('button', { name: 'Take it' }).click()
      await panel.getByRole('button', { name: 'Take it anyway' }).click()
      await panel.getByText('Write this first').waitFor()
      expect(await wrongInAnyPanel(page, panel, 'guard')).toEqual([])
      await panel.getByLabel('Reason').fill('I know this customer')
      await panel.getByRole('button', { name: 'Take it anyway' }).click()
      await page.getByText('Taken by Lukas Brandt').waitFor()
    })
  }, 120_000)

  it('my work, a colleague’s, going away, several selected', async () => {
    await visitAs(playground, 'José Ñandú', async (page, panel) => {
      await signIn(page, panel)
      const wrong: string[] = []
      await page.getByRole('button', { name: /^Assigned to me/ }).click()
      await panel.getByRole('switch', { name: 'Away' }).waitFor()
      await panel.getByRole('heading', { name: 'Support right now' }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'my-work')))
      await panel.getByRole('switch', { name: 'Away' }).click()
      await panel.getByRole('button', { name: /^Go away/ }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'going-away')))
      await panel.getByLabel('Reason (others see it)').fill('Dentist')
      await panel.getByRole('button', { name: /^Go away/ }).click()
      await panel.getByText('You are away until you are back (Dentist)').waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'away')))
      await panel.getByRole('button', { name: 'I am back' }).click()
      await panel.getByRole('button', { name: 'I am back' }).waitFor({ state: 'detached' })
      await panel.getByRole('switch', { name: 'Away' }).click()
      await panel.getByLabel('Reason (others see it)').fill(`https://${'x'.repeat(192)}`)
      await panel.getByRole('button', { name: /^Go away/ }).click()
      await panel.getByText('You are away until you are back (https').waitFor()
      await expect.poll(() => cutOff(panelFrame(page)), { message: 'the longest reason' }).toEqual([])
      await panel.getByRole('button', { name: 'I am back' }).click()
      await panel.getByRole('button', { name: 'Mei Tanaka' }).click()
      await panel.getByRole('heading', { name: 'Mei Tanaka' }).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'colleague')))
      await panel.getByRole('button', { name: 'Back' }).click()
      expect(wrong).toEqual([])
    })
  }, 180_000)

  it('several selected, with text missing, then handed over', async () => {
    await visitAs(playground, 'Mei Tanaka', async (page, panel) => {
      await signIn(page, panel)
      const subjects = ['First of three', 'Second of three', `Third of three ${'and a long subject '.repeat(6)}`]
      for (const subject of subjects) await newMail(page, subject, 'Hello')
      await open(page, subjects[0]!)
      await panel.getByText('Confirmed by Missive').waitFor()
      for (const subject of subjects.slice(1))
        await page
          .getByRole('button', { name: subject })
          .first()
          .click({ modifiers: ['Control'] })
      await panel.getByRole('heading', { name: '3 conversations' }).waitFor()
      await panel
        .getByText(/^To \S/)
        .first()
        .waitFor()
      const wrong = await wrongInAnyPanel(page, panel, 'several')
      await panel.getByLabel('What’s needed, for all').fill('Answer them')
      await panel.getByRole('button', { name: 'Hand over 3' }).click()
      const reason = panel.getByLabel('Reason')
      if (await reason.isVisible()) {
        await reason.fill('I am off to lunch')
        await panel.getByRole('button', { name: 'Hand over 3' }).click()
      }
      await panel.getByText('✓ Handed over').nth(2).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'several-done')))
      expect(wrong).toEqual([])
    })
  }, 180_000)

  it('paused, shadow, two owners, a note wanted; offline, updated, session ended', async () => {
    await visitAs(playground, 'Sofia Rossi', async (page, panel) => {
      await signIn(page, panel)
      await newMail(page, 'Is the small anchor in stock?', 'We sail on Sunday.', 'Billing')
      await open(page, 'Is the small anchor in stock?')
      await panel.getByText('Confirmed by Missive').waitFor()
      const by = { id: 'x', name: 'Sofia Rossi', avatarUrl: null }
      const since = new Date(Date.now() - 600_000).toISOString()
      const wrong: string[] = []

      await answerWith(page, { pause: { team: null, by, since, note: '' }, mode: 'shadow' })
      await panel.getByText('Sofia Rossi paused Baton').waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'paused-and-shadow')))

      const sentence = 'Sofia Rossi and Mei Tanaka both have it since 10:05. Choose one.'
      const owners = [by, { id: 'y', name: 'Mei Tanaka', avatarUrl: null }]
      await answerWith(page, { owners, twoOwners: { since, sentence, needsAttention: false }, noteWanted: true })
      await panel.getByText(sentence).waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'two-owners')))

      const long = { ...by, name: `${'Anna-Maria '.repeat(18)}😀 مرحبا` }
      const choice = { teammateId: 'x', sentence: '1 of 100', openLoad: 1, capacity: 100, why: long.name }
      await answerWith(page, {
        subject: '<img src=x onerror="document.title=1"><b>bold</b>',
        owners: Array.from({ length: 40 }, (_, index) => ({ ...long, id: `p${index}` })),
        suggestions: { team: null, suggested: [{ ...choice, name: long.name }], leftOut: [] },
        topic: { name: long.name, evidence: long.name },
      })
      await panel.getByText('40 owners, not settled yet').waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'bad-input')))

      await page.unroute('**/api/conversations/*')
      await panel.getByText('40 owners, not settled yet').waitFor({ state: 'detached' })
      await panel.getByLabel("What's needed").fill('Say whether it is there')
      await page.route('**/api/**', (route) => route.abort())
      await panel.getByText('Baton cannot be reached').waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'offline')))
      await page.unroute('**/api/**')

      await page.route('**/api/conversations/*', async (route) => {
        const response = await route.fetch()
        await route.fulfill({ response, headers: { ...response.headers(), 'x-baton-build': 'another' } })
      })
      await panel.getByText('Baton was updated.').waitFor()
      wrong.push(...(await wrongInAnyPanel(page, panel, 'updated')))
      await page.unroute('**/api/conversations/*')

      const message = 'Sign in again.'
      await page.route('**/api/conversations/*', (route) =>
        route.fulfill({ status: 401, json: { error: { code: 'signed_out', message } } }),
      )
      await panel.getByRole('heading', { name: 'Your session has ended' }).waitFor()
      expect(await panel.getByLabel("What's needed").inputValue()).toBe('Say whether it is there')
      wrong.push(...(await wrongInAnyPanel(page, panel, 'session-ended')))
      expect(wrong).toEqual([])
    })
  }, 240_000)

  it.each([
    { locale: 'de-DE', person: 'Grace Kim', send: 'Code schicken', code: 'Code', go: 'Anmelden', take: 'Übernehmen' },
    { locale: 'ar-EG', person: 'Haruto Sato', send: 'أرسل لي رمزًا', code: 'الرمز', go: 'دخول', take: 'استلام' },
  ])(
    'in the reader’s language: $locale',
    async ({ locale, person, send, code, go, take }) => {
      const subject = `A question for ${locale}`
      await visitAs(
        playground,
        person,
        async (page, panel) => {
          await panel.getByRole('button', { name: send }).click()
          await panel.getByLabel(code).fill(await readCode(page))
          await panel.getByRole('button', { name: go, exact: true }).click()
          await newMail(page, subject, 'Hello', 'Support')
          await open(page, subject)
          await panel.getByRole('button', { name: take }).waitFor()
          expect(await wrongInAnyPanel(page, panel, `language-${locale.slice(0, 2)}`)).toEqual([])
        },
        { locale },
      )
    },
    120_000,
  )
})
